"""The pages of webhooks, behind the link to a key."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.paging import key_page
from portal.keys.views import key_of, keys_of, private
from portal.webhooks import actions
from portal.webhooks.forms import WebhookForm
from portal.webhooks.models import Delivery, Webhook

ORDER, SIZE = ("-id",), 20


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


def shown(request, token: str, webhook: Webhook, secret: str = ""):
    deliveries = webhook.deliveries.select_related("event")
    page = key_page(deliveries, token=request.GET.get("page", ""), order=ORDER, size=SIZE)
    context = {"token": token, "webhook": webhook, "secret": secret, "rows": page.rows}
    context |= {name: f"?page={key}" for name, key in (("newer", page.newer), ("older", page.older)) if key}
    context["failed"] = webhook.deliveries.failed().count()
    context["over"] = (Delivery.State.DELIVERED, Delivery.State.FAILED)
    return private(render(request, "portal/webhooks/webhook.html", context))


@csrf_exempt
@require_POST
def rotate(request, token, number):
    found = webhook_of(token, number)
    return shown(request, token, found, actions.rotate(webhook=found))


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
@require_POST
def unsubscribe(request, token, number):
    actions.unsubscribe(webhook=webhook_of(token, number))
    return private(redirect("key_manage", token))


def webhook_of(token: str, number: int) -> Webhook:
    return get_object_or_404(Webhook.objects.filter(key__in=keys_of(token)), pk=number)
