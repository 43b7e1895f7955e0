"""Entering a code, setting up the phone, and spare codes."""

from base64 import b32encode
from math import ceil

from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import devices_for_user, login
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.signin import actions
from portal.signin.forms import ChoiceForm, CodeForm
from portal.signin.guessing import forget_failures
from portal.signin.second_factor import has_one


class ChooseView(PasswordResetConfirmView):
    """Choosing a password: the first after an invitation, or a new one."""

    form_class = ChoiceForm
    template_name = "admin/signin/choose.html"

    def form_valid(self, form):
        forget_failures(self.request, self.user)
        return super().form_valid(form)


@staff_member_required
@require_http_methods(["GET", "POST"])
def enter_code(request):
    """The code of the phone, or one of the spare codes."""
    if request.user.is_verified() or not has_one(request.user):
        return _page(request, "status", enabled=has_one(request.user))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if seconds := _wait(request.user):
            told = _("Kode ini belum dicoba: tunggu %(seconds)d detik lagi, lalu tulis kode yang berlaku.")
            form.add_error("code", told % {"seconds": seconds})
        elif device := _matching(request.user, form.cleaned_data["code"]):
            return _let_in(request, device)
        else:
            told = _(
                "Kode tidak cocok. Coba lagi dalam %(seconds)d detik; jeda ini berlipat dua tiap kali salah."
            )
            form.add_error("code", told % {"seconds": _wait(request.user)})
    return _page(request, "enter", form=form)


@staff_member_required
@require_http_methods(["GET", "POST"])
def set_up(request):
    """Bind a phone: its app reads the picture and answers with the first code."""
    if has_one(request.user) and not request.user.is_verified():
        return redirect("second_factor")
    device, _made = TOTPDevice.objects.get_or_create(user=request.user, confirmed=False, name="phone")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            codes = actions.confirm_device(user=request.user, device=device)
            login(request, device)
            request.session.cycle_key()
            return _page(request, "codes", codes=codes, next=_next(request))
        form.add_error("code", _("Kode tidak cocok. Periksa jam ponsel Anda, lalu tulis kode yang baru."))
    return _page(request, "set_up", form=form, device=device, key=b32encode(device.bin_key).decode())


@staff_member_required
@require_POST
def new_codes(request):
    """New spare codes, for whoever has shown the second factor in this session."""
    if not request.user.is_verified():
        return redirect("second_factor")
    return _page(request, "codes", codes=actions.make_codes(user=request.user), next=_next(request))


def _matching(user, code: str):
    """The device that takes `code`; a wrong one slows the next try down on each of them."""
    return next((device for device in devices_for_user(user) if device.verify_token(code)), None)


def _wait(user) -> int:
    """Seconds until a code is tried again; 0 when one may be typed now."""
    waits = [device.verify_is_allowed()[1] for device in devices_for_user(user)]
    until = [wait["locked_until"] for wait in waits if wait]
    return ceil((max(until) - timezone.now()).total_seconds()) if until else 0


def _let_in(request, device):
    login(request, device)
    request.session.cycle_key()
    return redirect(_next(request))


def _next(request) -> str:
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if ours else "/admin/"


def _page(request, name: str, **context):
    response = render(request, f"admin/signin/{name}.html", {**admin.site.each_context(request), **context})
    add_never_cache_headers(response)
    return response
