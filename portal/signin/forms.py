"""The forms of signing in."""

from django import forms
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from portal.signin import actions
from portal.signin.second_factor import DEMO

REST = 600  # seconds between two letters to one account


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode"),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "size": 12}),
    )

    def clean_code(self) -> str:
        """Without the spaces that phones show between the digits."""
        return "".join(self.cleaned_data["code"].split()).lower()


class InvitationForm(forms.ModelForm):
    """A new account: a name, an address and roles. The person chooses the password."""

    # Accounts of the demo are spared the second factor: nobody is invited as one.
    groups = forms.ModelMultipleChoiceField(
        Group.objects.exclude(name=DEMO).order_by("name"),
        label=_("Peran"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = ["username", "email", "first_name", "last_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Sudah ada akun dengan alamat surel ini."))
        return email


class AccountForm(UserChangeForm):
    """An account of the desk. Only who came with the demo is spared the second factor, nobody joins them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "groups" in self.fields and not self.instance.groups.filter(name=DEMO).exists():
            self.fields["groups"].queryset = Group.objects.exclude(name=DEMO)


class ChoiceForm(SetPasswordForm):
    """The password that somebody chooses by the link of a letter."""

    def save(self, commit=True):
        return actions.choose_password(user=self.user, password=self.cleaned_data["new_password1"])


class ResetForm(PasswordResetForm):
    """One letter in ten minutes to one account, so that nobody's mailbox is flooded through us.

    Also to who was invited and has never come in: the link of the invitation may have run out.
    """

    def get_users(self, email):
        invited = User.objects.filter(email__iexact=email, is_active=True, last_login=None)
        users = {user.pk: user for user in (*super().get_users(email), *invited)}
        return [user for user in users.values() if first_in_a_while(user)]


def first_in_a_while(user) -> bool:
    try:
        return cache.add(f"reset:{user.pk}", 1, REST)
    except (RedisError, OSError):
        return True
