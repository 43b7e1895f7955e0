"""The pages of webhooks, behind the link to a key."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.paging import key_page
from portal.keys.views import key_of, keys_of, private, sure
from portal.webhooks import actions
from portal.webhooks.forms import WebhookForm
from portal.webhooks.models import Delivery, Webhook

ORDER, SIZE = ("-id",), 20
State = Delivery.State


@csrf_exempt
def add(request, token, number):
    """The form; after it the page of the webhook, with its secret, this once."""
    key = key_of(token, number)
    if key.revoked_at:
        raise Http404("a revoked key has no webhooks")
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            webhook, secret = actions.subscribe(
                key=key,
                url=form.cleaned_data["url"],
                events=form.cleaned_data["events"],
                filters=form.filters(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return shown(request, token, webhook, secret)
    context = {"form": form, "token": token, "key": key}
    status = 422 if form.errors else 200
    return private(render(request, "portal/webhooks/add.html", context, status=status))


def webhook(request, token, number):
    return shown(request, token, webhook_of(token, number))


def shown(request, token: str, webhook: Webhook, secret: str = "", told: str = ""):
    deliveries = webhook.deliveries.select_related("event")
    page = key_page(deliveries, token=request.GET.get("page", ""), order=ORDER, size=SIZE)
    context = {"token": token, "webhook": webhook, "secret": secret, "told": told, "rows": page.rows}
    context |= {name: f"?page={key}" for name, key in (("newer", page.newer), ("older", page.older)) if key}
    context["failed"] = webhook.deliveries.failed().count()
    context["over"] = (State.DELIVERED, State.FAILED)
    return private(render(request, "portal/webhooks/webhook.html", context))


@csrf_exempt
def rotate(request, token, number):
    """The old secret signs for a day more, but only the last one: a button pressed twice must not end the one
    that the receiver still goes by."""
    found = webhook_of(token, number)
    now = mark_of_secret(found)
    if request.method == "POST" and request.POST.get("now") == now:
        return shown(request, token, found, actions.rotate(webhook=found))
    if request.method == "POST":
        told = _("Rahasia ini baru saja diganti; yang baru hanya tampil sekali. Terlewat? Ganti sekali lagi.")
        return shown(request, token, found, told=told)
    return sure(
        request,
        title=_("Ganti rahasia webhook ini?"),
        what=found.url,
        follows=after_rotating(found),
        button=_("Ya, ganti rahasia"),
        back=reverse("webhook", args=[token, number]),
        hidden={"now": now},
    )


def mark_of_secret(webhook: Webhook) -> str:
    """Another one after each change of the secret; tells nothing of it."""
    return webhook.old_until.isoformat() if webhook.old_until else "-"


def after_rotating(webhook: Webhook) -> list[str]:
    told = [
        _("Rahasia baru tampil sekali, langsung setelah ini: siapkan tempat menyimpannya."),
        _("Selama 24 jam setiap kiriman bertanda tangan ganda, dengan yang baru dan yang sekarang."),
        _("Pasang yang baru pada server Anda dalam waktu itu, dan tidak ada kiriman yang hilang."),
    ]
    if webhook.old_until and webhook.old_until > timezone.now():
        told.append(_("Rahasia sebelum yang sekarang masih ikut berlaku; itu langsung berhenti."))
    return told


@csrf_exempt
@require_POST
def resume(request, token, number):
    actions.resume(webhook=webhook_of(token, number))
    return private(redirect("webhook", token, number))


@csrf_exempt
@require_POST
def redeliver(request, token, number):
    """One delivery again, where the form names it; else all that failed."""
    named = request.POST.get("delivery", "")
    chosen = int(named) if named.isdecimal() and len(named) < 19 else None
    actions.redeliver(webhook=webhook_of(token, number), number=chosen)
    return private(redirect("webhook", token, number))


@csrf_exempt
def unsubscribe(request, token, number):
    found = webhook_of(token, number)
    if request.method == "POST":
        actions.unsubscribe(webhook=found)
        return private(redirect("key_manage", token))
    return sure(
        request,
        title=_("Hapus webhook ini?"),
        what=found.url,
        follows=after_unsubscribing(found),
        button=_("Ya, hapus webhook ini"),
        back=reverse("webhook", args=[token, number]),
    )


def after_unsubscribing(webhook: Webhook) -> list[str]:
    told = [_("Tidak ada lagi yang dikirim ke alamat ini. Rahasia dan catatan kirimannya langsung dihapus.")]
    if count := webhook.deliveries.filter(state__in=(State.WAITING, State.SENDING)).count():
        told.append(
            ngettext(
                "%(n)d kiriman masih menunggu; itu tidak akan dikirim.",
                "%(n)d kiriman masih menunggu; semuanya tidak akan dikirim.",
                count,
            )
            % {"n": count}
        )
    told.append(_("Ini tidak dapat dibatalkan. Webhook baru ke alamat yang sama mendapat rahasia baru."))
    return told


def webhook_of(token: str, number: int) -> Webhook:
    return get_object_or_404(Webhook.objects.filter(key__in=keys_of(token)), pk=number)
