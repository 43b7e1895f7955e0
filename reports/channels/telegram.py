"""A Telegram bot: people forward a message to it. https://core.telegram.org/bots/api (read in 2025)."""

import hmac

from django.conf import settings
from django.core.exceptions import ValidationError

from reports.actions import accept
from reports.channels import Letter, _chat

API = "https://api.telegram.org"


def ready() -> bool:
    return bool(settings.TELEGRAM_TOKEN and settings.TELEGRAM_SECRET)


def is_genuine(request) -> bool:
    """Telegram sends the secret that the operator gave to `setWebhook`."""
    sent = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    return hmac.compare_digest(sent.encode(), settings.TELEGRAM_SECRET.encode())


def take(update: dict) -> list:
    """The report of an Update; none for what is no message with words (joins, edits, stickers)."""
    message = update.get("message")
    if not isinstance(message, dict):
        return []
    text = message.get("text") or message.get("caption") or ""
    if not isinstance(text, str) or text.startswith("/"):
        return []
    try:
        chat, number = int(message["chat"]["id"]), int(update["update_id"])
        return [
            accept(
                channel="telegram",
                text=text,
                seen_where="telegram" if "forward_origin" in message else "",
                contact=str(chat),
                contact_kind="telegram",
                idempotency_key=str(number),
            )
        ]
    except (ValidationError, KeyError, TypeError, ValueError):
        return []


def tell(address: str, letter: Letter) -> None:
    url = f"{settings.TELEGRAM_URL or API}/bot{settings.TELEGRAM_TOKEN}/sendMessage"
    _chat.post(url, {"chat_id": int(address), "text": letter.text})
