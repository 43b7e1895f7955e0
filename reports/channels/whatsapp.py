"""WhatsApp Cloud API. https://developers.facebook.com/docs/whatsapp/cloud-api (read in 2025)."""

import hashlib
import hmac
import json

import requests
from django.conf import settings
from django.core.exceptions import ValidationError

from reports.actions import accept
from reports.channels import Letter, MaySend, Outcome, Refused, _chat, anybody
from reports.masking import mask

API = "https://graph.facebook.com/v21.0"
CAPTIONED = ("image", "video", "document")
ARRIVED = ("delivered", "read", "played")
UNSAID = ("reaction", "system")  # a thumb below our answer, a new number: nobody waits for words


def ready() -> bool:
    return bool(settings.WHATSAPP_TOKEN and settings.WHATSAPP_PHONE_ID and settings.WHATSAPP_APP_SECRET)


def is_genuine(request) -> bool:
    """Meta signs the body with the app's secret."""
    wanted = hmac.new(settings.WHATSAPP_APP_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    sent = request.headers.get("X-Hub-Signature-256", "").removeprefix("sha256=")
    return hmac.compare_digest(sent.encode(), wanted.encode())


def take(payload: dict, may_send: MaySend = anybody) -> list:
    """The reports of a webhook's messages; what holds no words or picture is passed over."""
    reports = []
    for message in _items(payload, "messages"):
        try:
            if not (_is_readable(message) and may_send(str(message["from"]))):
                continue
            report = accept(
                channel="whatsapp",
                text=_words(message),
                picture_ids=_pictures(message),
                seen_where="whatsapp" if _is_forwarded(message) else "",
                contact=str(message["from"]),
                contact_kind="whatsapp",
                idempotency_key=str(message["id"]),
            )
        except (ValidationError, KeyError, TypeError, AttributeError):
            continue
        reports.append(report)
    return reports


def unread(payload: dict) -> list[str]:
    """The senders of voices, stickers, places, contacts and whatever else has neither words nor a picture."""
    senders = [
        str(message["from"])
        for message in _items(payload, "messages")
        if "from" in message and message.get("type") not in UNSAID and not _is_readable(message)
    ]
    return list(dict.fromkeys(senders))


def outcomes(payload: dict) -> list[Outcome]:
    """What a webhook says of messages that we sent: accepted is not delivered, and a refusal may come later.
    https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status"""
    return [
        Outcome(
            sent_id=status["id"],
            arrived=status.get("status") in ARRIVED,
            lost=_reason(status) if status.get("status") == "failed" else "",
        )
        for status in _items(payload, "statuses")
        if isinstance(status.get("id"), str)
    ]


def tell(address: str, letter: Letter) -> str:
    """A plain message within 24 hours of the person's; later only a template that Meta has approved. Returns
    Meta's id of it, "" where the answer names none."""
    body = {"messaging_product": "whatsapp", "to": address, "type": "text", "text": {"body": letter.text}}
    if letter.late:
        if not settings.WHATSAPP_TEMPLATE:
            raise Refused("older than 24 hours, and there is no approved template")
        template = {"name": settings.WHATSAPP_TEMPLATE, "language": {"code": letter.language}}
        body = {"messaging_product": "whatsapp", "to": address, "type": "template", "template": template}
    url = f"{settings.WHATSAPP_URL or API}/{settings.WHATSAPP_PHONE_ID}/messages"
    return _sent_id(_chat.post(url, body, _authority()))


def picture(picture_id: str) -> bytes:
    """Two steps: where the file lies for the next five minutes, then the file."""
    found = json.loads(_chat.get(f"{settings.WHATSAPP_URL or API}/{picture_id}", headers=_authority()))
    return _chat.get(found["url"], headers=_authority())


def _is_readable(message: dict) -> bool:
    try:
        return bool(_pictures(message)) or not _chat.says_little(_words(message))
    except (KeyError, AttributeError):
        return False


def _words(message: dict) -> str:
    """The text, or what is written below a picture, a video or a file."""
    said = [message.get("text", {}).get("body")]
    return next(filter(None, said + [message.get(kind, {}).get("caption") for kind in CAPTIONED]), "")


def _pictures(message: dict) -> list[str]:
    document = message.get("document", {})
    picture = message.get("image") or (document if _chat.is_picture(document) else {})
    return [str(picture["id"])] if picture else []


def _is_forwarded(message: dict) -> bool:
    context = message.get("context", {})
    return bool(context.get("forwarded") or context.get("frequently_forwarded"))


def _authority() -> dict:
    return {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"}


def _sent_id(response: requests.Response) -> str:
    """It was sent, whatever the answer looks like."""
    try:
        return str(response.json()["messages"][0]["id"])
    except (ValueError, LookupError, TypeError):
        return ""


def _reason(status: dict) -> str:
    """Code, title and details of the first error. Details may quote a number."""
    try:
        error = status["errors"][0]
        details = error.get("error_data", {}).get("details", "")
        parts = [str(part) for part in (error.get("code"), error.get("title"), details) if part]
        return mask(" · ".join(parts)) or "failed"
    except (LookupError, AttributeError, TypeError):
        return "failed"


def _items(payload: dict, name: str):
    """The objects in the lists called `name` (messages, statuses) of a webhook."""
    try:
        for entry in payload.get("entry", []):
            for change in entry.get("changes", []):
                for item in change.get("value", {}).get(name, []):
                    if isinstance(item, dict):
                        yield item
    except (AttributeError, TypeError):
        return
