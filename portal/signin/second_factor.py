"""The second factor: a code from the phone of everyone who may publish or read what was sent in confidence.

What an editor of data saves is public at once, so they publish, too.

The demo accounts are spared, so that a visitor of a demo can try every role; nobody else is, and a superuser
does not escape it. Whoever has set one up is asked for it, needed or not.
"""

from django.shortcuts import redirect
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from neutrality.officers import is_officer

DEMO = "Akun contoh"
POWERS = ("factcheck.publish_debunk", "candidates.change_candidacy", "reports.see_raw")
GUARDED = ("/admin/", "/pratinjau/")
# What one reaches before the second factor: the way in, the way out, and the words of the date picker.
OPEN = ("login/", "logout/", "jsi18n/", "kode/", "password_reset/", "reset/")


def is_needed(user) -> bool:
    """Whether `user` may do what a stolen password must not be enough for."""
    if user.groups.filter(name=DEMO).exists():
        return False
    return is_officer(user) or any(user.has_perm(power) for power in POWERS)


def has_one(user) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


class SecondFactorMiddleware:
    """Leads whoever still owes the second factor to it, away from every page of the desk."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_guarded(request.path_info) and (step := next_step(request.user)):
            return redirect(f"{reverse(step)}?next={request.path}" if request.method == "GET" else step)
        return self.get_response(request)


def is_guarded(path: str) -> bool:
    return path.startswith(GUARDED) and not path.removeprefix("/admin/").startswith(OPEN)


def next_step(user) -> str | None:
    """The name of the page where `user` enters a code or sets up the phone; None when nothing is owed."""
    if not user.is_authenticated or user.is_verified():
        return None
    if has_one(user):
        return "second_factor"
    return "set_up_second_factor" if is_needed(user) else None
