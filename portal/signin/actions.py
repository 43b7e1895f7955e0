"""What is done to an account: each verb one transaction, with its audit row. Letters go out after it."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.audit import audit

CODES = 8  # spare codes, for the day the phone is lost


@transaction.atomic
def invite(*, actor, user: User, groups: Iterable[Group]) -> User:
    """Make an account of the desk without a password; a letter with a link to choose one goes out."""
    user.is_staff = True
    user.set_unusable_password()
    user.save()
    user.groups.set(groups)
    audit(actor=actor, action="invite", subject=user, roles=[group.name for group in groups])
    transaction.on_commit(lambda: send_invitation(user))
    return user


@transaction.atomic
def invite_again(*, actor, user: User) -> None:
    """Send the letter once more: the link of the first one ends after a few days."""
    audit(actor=actor, action="invite_again", subject=user)
    transaction.on_commit(lambda: send_invitation(user))


@transaction.atomic
def choose_password(*, user: User, password: str) -> User:
    """The password that `user` chose by the link of a letter."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit(actor=user, action="choose_password", subject=user)
    return user


@transaction.atomic
def save_account(*, actor, user: User, changed: Iterable[str]) -> User:
    """Store a changed account. Its roles are stored by the form after this, in the same transaction."""
    user.save()
    audit(actor=actor, action="change_account", subject=user, changed=sorted(changed))
    return user


@transaction.atomic
def confirm_device(*, user: User, device: TOTPDevice) -> list[str]:
    """Make `device`, whose first code was right, the second factor of `user`; fresh spare codes."""
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    audit(actor=user, action="set_up_second_factor", subject=user)
    return make_codes(user=user)


@transaction.atomic
def make_codes(*, user: User) -> list[str]:
    """New spare codes, each good once; the old ones end."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="spare", confirmed=True)
    codes = [StaticToken.random_token() for _number in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    audit(actor=user, action="make_spare_codes", subject=user)
    return codes


@transaction.atomic
def remove_second_factor(*, actor, user: User) -> None:
    """For somebody who has lost the phone and the spare codes: a new one is set up at the next visit.

    Its owner is told by letter: nobody takes the second factor off behind their back.
    """
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    audit(actor=actor, action="remove_second_factor", subject=user)
    transaction.on_commit(lambda: tell_removed(actor, user))


def send_invitation(user: User) -> None:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_reset_confirm", args=[uid, default_token_generator.make_token(user)])
    context = {
        "user": user,
        "site": settings.SITE_URL,
        "address": f"{settings.SITE_URL}{path}",
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "roles": ", ".join(user.groups.values_list("name", flat=True)),
    }
    text = render_to_string("portal/signin/invitation.txt", context)
    send_mail(_("Undangan ke redaksi Damaipedia"), text, None, [user.email])


def tell_removed(actor: User, user: User) -> None:
    if user.email:
        context = {"user": user, "actor": actor, "site": settings.SITE_URL}
        text = render_to_string("portal/signin/removed.txt", context)
        send_mail(_("Faktor kedua Anda dilepas"), text, None, [user.email])
