"""Where chat services hand in what people sent them. Off until the operator has set the channel up."""

import hmac
import json

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from reports import guiding, notifying
from reports.channels import telegram, whatsapp


@csrf_exempt
@require_POST
def telegram_webhook(request):
    return _take(request, telegram)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp_webhook(request):
    """GET proves to Meta that the address is ours."""
    if request.method == "POST":
        return _take(request, whatsapp)
    token = request.GET.get("hub.verify_token", "")
    if not whatsapp.ready() or not settings.WHATSAPP_VERIFY_TOKEN:
        raise Http404
    if not hmac.compare_digest(token.encode(), settings.WHATSAPP_VERIFY_TOKEN.encode()):
        return HttpResponseForbidden("wrong token", content_type="text/plain")
    return HttpResponse(request.GET.get("hub.challenge", ""), content_type="text/plain")


def _take(request, channel) -> HttpResponse:
    """Take what is genuine. Services repeat what was not answered 200: so nonsense is answered so, too."""
    if not channel.ready():
        raise Http404
    if not channel.is_genuine(request):
        return HttpResponseForbidden("not signed by the service", content_type="text/plain")
    try:
        payload = json.loads(request.body)
    except ValueError:
        payload = None
    name = channel.__name__.rpartition(".")[2]
    outcomes = _outcomes(channel, payload)
    if not all(notifying.hear(name, outcome) for outcome in outcomes):
        return _later(5)
    if not outcomes and (seconds := request.overflows()):  # news of our own messages does not count
        return _later(seconds)
    if not isinstance(payload, dict):
        return JsonResponse({"ok": True})
    channel.take(payload, may_send=lambda sender: _may_send(request, name, sender))
    for address in channel.unread(payload):
        if _may_send(request, name, address):
            guiding.offer(channel_name=name, address=address, about=guiding.USAGE)
    return JsonResponse({"ok": True})


def _outcomes(channel, payload) -> list:
    told = getattr(channel, "outcomes", None)
    return told(payload) if told and isinstance(payload, dict) else []


def _later(seconds: int) -> HttpResponse:
    """Nothing is lost: the service brings it again."""
    return HttpResponse("later", "text/plain", 429, headers={"Retry-After": str(seconds)})


def _may_send(request, name: str, address: str) -> bool:
    """Whether one more of this chat's messages is taken. The first that is not is answered, too."""
    too_many = request.exceeds(f"{name} {address}")
    if too_many == 1:
        guiding.offer(channel_name=name, address=address, about=guiding.LIMIT)
    return not too_many
