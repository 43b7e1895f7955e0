"""The registry of campaign accounts, to search."""

from urllib.parse import urlencode

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from candidates.models import Election
from core.paging import key_page
from neutrality.forms import day_field
from neutrality.models import CampaignAccount, LegalBasis
from neutrality.terms import Platform

ORDER = ("handle", "id")
REGISTERED_BY = ("pkpu-15-2023-37", "kpu-1363-2024")


class RegistryFilter(forms.Form):
    q = forms.CharField(label=_("Nama akun, alamat, atau pemilik"), max_length=200, required=False)
    platform = forms.ChoiceField(
        label=_("Platform"), choices=[("", _("Semua")), *Platform.choices], required=False
    )
    election = forms.ModelChoiceField(
        label=_("Pemilihan"),
        queryset=Election.objects.published(),
        to_field_name="slug",
        empty_label=_("Semua"),
        required=False,
    )
    on = day_field(label=_("Terdaftar pada tanggal"), required=False)

    def found(self):
        rows = CampaignAccount.objects.public().with_names()
        if not self.is_valid():
            return rows.none() if self.is_bound else rows
        asked = self.cleaned_data
        rows = rows.matching(asked["q"]) if asked["q"] else rows
        rows = rows.filter(platform=asked["platform"]) if asked["platform"] else rows
        rows = rows.filter(election=asked["election"]) if asked["election"] else rows
        return rows.on(asked["on"]) if asked["on"] else rows


def registration():
    """What says where campaign accounts are registered."""
    return LegalBasis.objects.published().filter(slug__in=REGISTERED_BY)


@require_safe
def accounts(request):
    asked = {name: value for name, value in request.GET.items() if value and name != "page"}
    form = RegistryFilter(asked or None)
    page = key_page(form.found(), token=request.GET.get("page", ""), order=ORDER)
    context = {"form": form, "asked": asked, "accounts": page.rows, "bases": registration()}
    context["has_examples"] = any(account.demo for account in page.rows)
    for name in ("newer", "older"):
        token = getattr(page, name)
        context[name] = f"?{urlencode({**asked, 'page': token})}" if token else ""
    return render(request, "neutrality/accounts.html", context)
