"""Accounts in the admin: inviting, roles, and a lost phone."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.signin import actions
from portal.signin.forms import AccountForm, InvitationForm

admin.site.unregister(User)
# Their pages would show the secret of anybody's phone; what is needed of them is an action below.
admin.site.unregister([TOTPDevice, StaticDevice])


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ["username", "email", "roles", "second_factor", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]
    form = AccountForm
    add_form = InvitationForm
    add_form_template = None
    add_fieldsets = [
        (
            None,
            {
                "fields": ["username", "email", "first_name", "last_name", "groups"],
                "description": _(
                    "Undangan dikirim ke alamat surel ini. Orangnya memilih kata sandinya sendiri."
                ),
            },
        )
    ]
    actions = ["invite_again", "remove_second_factor"]

    def get_queryset(self, request):
        confirmed = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).prefetch_related("groups").annotate(coded=Exists(confirmed))

    @admin.display(description=_("peran"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=_("faktor kedua"), boolean=True)
    def second_factor(self, user):
        return user.coded

    def save_model(self, request, obj, form, change):
        if change:
            actions.save_account(actor=request.user, user=obj, changed=form.changed_data)
        else:
            actions.invite(actor=request.user, user=obj, groups=form.cleaned_data["groups"])
            self.message_user(request, _("Undangan dikirim ke %(name)s.") % {"name": obj.email})

    def save_related(self, request, form, formsets, change):
        """A new account has its roles from the invitation."""
        if change:
            super().save_related(request, form, formsets, change)

    def has_delete_permission(self, request, obj=None):
        """Who has left is made inactive: what they did keeps their name."""
        return False

    @admin.action(description=_("Kirim undangan sekali lagi"))
    def invite_again(self, request, queryset):
        for user in queryset.filter(is_active=True, last_login=None).exclude(email=""):
            actions.invite_again(actor=request.user, user=user)
            self.message_user(request, _("Undangan dikirim ke %(name)s.") % {"name": user.username})

    @admin.action(description=_("Lepas faktor kedua (ponsel hilang)"))
    def remove_second_factor(self, request, queryset):
        for user in queryset:
            actions.remove_second_factor(actor=request.user, user=user)
            told = _("Faktor kedua %(name)s dilepas; dipasang lagi saat masuk berikutnya.")
            self.message_user(request, told % {"name": user.username}, messages.WARNING)
