"""WhatsApp Cloud API. https://developers.facebook.com/docs/whatsapp/cloud-api (read in 2025)."""

import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ValidationError

from reports.actions import accept
from reports.channels import Letter, Refused, _chat

API = "https://graph.facebook.com/v21.0"


def ready() -> bool:
    return bool(settings.WHATSAPP_TOKEN and settings.WHATSAPP_PHONE_ID and settings.WHATSAPP_APP_SECRET)


def is_genuine(request) -> bool:
    """Meta signs the body with the app's secret."""
    wanted = hmac.new(settings.WHATSAPP_APP_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    sent = request.headers.get("X-Hub-Signature-256", "").removeprefix("sha256=")
    return hmac.compare_digest(sent.encode(), wanted.encode())


def take(payload: dict) -> list:
    """The reports of a webhook's messages; statuses and what holds no words are passed over."""
    reports = []
    for message in _messages(payload):
        text = message.get("text", {}).get("body") or message.get("image", {}).get("caption") or ""
        try:
            report = accept(
                channel="whatsapp",
                text=text,
                seen_where="whatsapp" if message.get("context", {}).get("forwarded") else "",
                contact=str(message["from"]),
                contact_kind="whatsapp",
                idempotency_key=str(message["id"]),
            )
        except (ValidationError, KeyError, TypeError, AttributeError):
            continue
        reports.append(report)
    return reports


def tell(address: str, letter: Letter) -> None:
    """A plain message within 24 hours of the person's; later only a template that Meta has approved."""
    body = {"messaging_product": "whatsapp", "to": address, "type": "text", "text": {"body": letter.text}}
    if letter.late:
        if not settings.WHATSAPP_TEMPLATE:
            raise Refused("older than 24 hours, and there is no approved template")
        template = {"name": settings.WHATSAPP_TEMPLATE, "language": {"code": letter.language}}
        body = {"messaging_product": "whatsapp", "to": address, "type": "template", "template": template}
    headers = {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"}
    url = f"{settings.WHATSAPP_URL or API}/{settings.WHATSAPP_PHONE_ID}/messages"
    _chat.post(url, body, headers)


def _messages(payload: dict):
    try:
        for entry in payload.get("entry", []):
            for change in entry.get("changes", []):
                for message in change.get("value", {}).get("messages", []):
                    if isinstance(message, dict):
                        yield message
    except AttributeError:
        return
