"""A Telegram bot: people forward a message to it. https://core.telegram.org/bots/api (read in 2025)."""

import hmac
import json

from django.conf import settings
from django.core.exceptions import ValidationError

from reports.actions import accept
from reports.channels import Letter, MaySend, Refused, _chat, anybody

API = "https://api.telegram.org"


def ready() -> bool:
    return bool(settings.TELEGRAM_TOKEN and settings.TELEGRAM_SECRET)


def is_genuine(request) -> bool:
    """Telegram sends the secret that the operator gave to `setWebhook`."""
    sent = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    return hmac.compare_digest(sent.encode(), settings.TELEGRAM_SECRET.encode())


def take(update: dict, may_send: MaySend = anybody) -> list:
    """The report of an Update; none for what is no message with words or a picture, written to us alone."""
    message = _private(update)
    if message is None or _is_unreadable(message):
        return []
    try:
        chat, number = int(message["chat"]["id"]), int(update["update_id"])
        if not may_send(str(chat)):
            return []
        return [
            accept(
                channel="telegram",
                text=_words(message),
                picture_ids=_pictures(message),
                seen_where="telegram" if "forward_origin" in message else "",
                contact=str(chat),
                contact_kind="telegram",
                idempotency_key=str(number),
            )
        ]
    except (ValidationError, KeyError, TypeError, ValueError):
        return []


def unread(update: dict) -> list[str]:
    """The private chat that greets the bot, or sends it neither words nor a picture."""
    message = _private(update)
    return [str(message["chat"]["id"])] if message and _is_unreadable(message) else []


def _private(update: dict) -> dict | None:
    """The message of a chat with the bot alone: what a group says among itself nobody reported."""
    message = update.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or chat.get("type") != "private" or "id" not in chat:
        return None
    return message


def _is_unreadable(message: dict) -> bool:
    words = _words(message)
    try:
        return words.startswith("/") or (_chat.says_little(words) and not _pictures(message))
    except (KeyError, IndexError, TypeError, AttributeError):
        return True


def _words(message: dict) -> str:
    return str(message.get("text") or message.get("caption") or "")


def tell(address: str, letter: Letter) -> None:
    _chat.post(f"{_bot()}/sendMessage", {"chat_id": int(address), "text": letter.text})


def picture(picture_id: str) -> bytes:
    """Two steps: where the file lies for the next hour, then the file."""
    found = json.loads(_chat.get(f"{_bot()}/getFile", file_id=picture_id))
    path = found["result"].get("file_path")
    if not path:  # larger than the 20 MB that bots may have
        raise Refused("no file_path")
    return _chat.get(_bot("/file") + f"/{path}")


def _bot(part: str = "") -> str:
    return f"{settings.TELEGRAM_URL or API}{part}/bot{settings.TELEGRAM_TOKEN}"


def _pictures(message: dict) -> list[str]:
    """The largest size of the photo, or the picture that was sent as a file."""
    if sizes := message.get("photo"):
        return [str(sizes[-1]["file_id"])]  # "available sizes of the photo", the largest one last
    document = message.get("document") or {}
    return [str(document["file_id"])] if _chat.is_picture(document) else []
