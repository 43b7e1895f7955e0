"""The pages of keys: asking, confirming, managing. No page sets a cookie; the link in the letter lets in."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from portal.keys import actions, links
from portal.keys.forms import KeyForm, LinkForm, OpenForm
from portal.keys.models import ApiKey
from portal.keys.showing import limits_shown, uses_of


@csrf_exempt
def keys(request):
    """What a key is good for, and the form; after a POST always the same page, so that nobody learns whether
    an address is known."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.ask(language=get_language() or "id", **form.cleaned_data)
        return render(request, "portal/keys/sent.html")
    status = 422 if form.errors else 200
    return render(request, "portal/keys/keys.html", {"form": form, "limits": limits_shown()}, status=status)


@csrf_exempt
def confirm(request, token):
    """A page with a button: what opens links to look for malware must not use up the one showing."""
    key = links.to_confirm(token)
    shown = actions.issue(key=key) if key and request.method == "POST" else None
    given = bool(key and key.confirmed_at and not shown)
    context = {"key": key, "shown": shown, "given": given}
    context["manage"] = links.managing_one(key) if shown and key else ""
    return private(render(request, "portal/keys/confirm.html", context, status=200 if key else 404))


@csrf_exempt
def enter(request):
    """The two ways to one's keys: a link by e-mail, or a key itself."""
    posted = request.POST if request.method == "POST" else None
    by_key = OpenForm(posted if posted and "shown" in posted else None)
    by_mail = LinkForm(posted if posted and "shown" not in posted else None)
    if by_key.is_valid():
        return private(redirect("key_manage", links.managing_one(by_key.cleaned_data["shown"])))
    if by_mail.is_valid():
        actions.send_link(address=by_mail.cleaned_data["address"])
        return render(request, "portal/keys/sent.html")
    context = {"by_key": by_key, "by_mail": by_mail, "refused": by_key if by_key.errors else by_mail}
    return render(request, "portal/keys/enter.html", context, status=422 if posted is not None else 200)


def manage(request, token):
    context = {"token": token, "keys": [(key, uses_of(key)) for key in keys_of(token)[:20]]}
    return private(render(request, "portal/keys/manage.html", context))


@csrf_exempt
def revoke(request, token, number):
    key = key_of(token, number)
    if request.method == "POST":
        actions.revoke(key=key)
    if request.method == "POST" or key.revoked_at:
        return private(redirect("key_manage", token))
    return sure(
        request,
        title=_("Cabut kunci ini?"),
        what=f"{key.name} ({key.start}…)",
        follows=after_revoking(key),
        button=_("Ya, cabut kunci ini"),
        back=reverse("key_manage", args=[token]),
    )


def after_revoking(key: ApiKey) -> list[str]:
    told = [_("Permintaan dengan kunci ini langsung ditolak (401). Ini tidak dapat dibatalkan.")]
    if count := key.webhooks.count():
        told.append(
            ngettext(
                "%(n)d webhook kunci ini berhenti: yang masih menunggu dikirim tidak dikirim lagi.",
                "%(n)d webhook kunci ini berhenti: yang masih menunggu dikirim tidak dikirim lagi.",
                count,
            )
            % {"n": count}
        )
    told.append(_("Kunci ini dihapus setelah 30 hari. Kunci baru dapat diminta kapan saja."))
    return told


def sure(request, **context) -> HttpResponse:
    """A page that says what will follow, before its button does it: title, what, follows, button, back."""
    return private(render(request, "portal/keys/sure.html", context))


def keys_of(token: str):
    """The keys that the holder of the link may manage; 404 for a link that is wrong or too old."""
    found = links.to_manage(token)
    if found is None:
        raise Http404("no such link")
    return found


def key_of(token: str, number: int) -> ApiKey:
    return get_object_or_404(keys_of(token), pk=number)


def private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, and its address told to no other site."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response
