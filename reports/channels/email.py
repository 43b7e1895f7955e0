"""E-mail: reports from an IMAP mailbox, answers by the site's mail server."""

import imaplib
import smtplib
from email import message_from_bytes, policy
from email.utils import parseaddr
from io import BytesIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.mail import EmailMessage

from reports.actions import accept
from reports.channels import Letter, NotSent, Refused
from reports.intake import MAX_IMAGES, MAX_TEXT

MAX_LETTER = 60_000_000  # bytes; five pictures of ten megabytes, as mail encodes them
AT_ONCE = 50


def ready() -> bool:
    """Whether there is a mailbox to read. Answers can be sent without one."""
    return bool(settings.IMAP_URL)


def take(raw: bytes) -> list:
    """The report that a letter holds; none for what machines send (bounces, absence notes) and empty ones."""
    letter = message_from_bytes(raw, policy=policy.default)
    sender = parseaddr(str(letter.get("From", "")))[1]
    if letter.get("Auto-Submitted", "no").lower() != "no" or letter.get("Precedence", "") in ("bulk", "junk"):
        return []
    try:
        return [
            accept(
                channel="email",
                idempotency_key=str(letter.get("Message-ID", "")),
                text=_text(letter),
                images=_pictures(letter),
                contact=sender,
            )
        ]
    except ValidationError:
        return []


def tell(address: str, letter: Letter) -> None:
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<{letter.reference}@{host}>", "Auto-Submitted": "auto-replied"}
    message = EmailMessage(letter.subject, letter.text, to=[address], headers=headers)
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        raise Refused(type(error).__name__) from error
    except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError) as error:
        raise NotSent(type(error).__name__) from error
    except ConnectionRefusedError as error:
        raise NotSent("no connection") from error


def poll() -> int:
    """Take the unread letters of the mailbox; how many reports they became. Read is what was taken."""
    address = urlsplit(settings.IMAP_URL)
    count = 0
    with imaplib.IMAP4_SSL(address.hostname, address.port or 993, timeout=15) as mailbox:
        mailbox.login(unquote(address.username or ""), unquote(address.password or ""))
        mailbox.select(address.path.strip("/") or "INBOX")
        for number in mailbox.search(None, "UNSEEN")[1][0].split()[:AT_ONCE]:
            count += len(take(_fetch(mailbox, number.decode())))
            mailbox.store(number.decode(), "+FLAGS", "\\Seen")
    return count


def _fetch(mailbox: imaplib.IMAP4, number: str) -> bytes:
    """The letter; its beginning alone where it is too long. Reading it leaves it unread."""
    _status, parts = mailbox.fetch(number, f"(BODY.PEEK[]<0.{MAX_LETTER}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def _text(letter) -> str:
    body = letter.get_body(("plain",))
    try:
        return str(body.get_content()).strip()[:MAX_TEXT] if body else ""
    except (LookupError, UnicodeError):  # a character set that nobody knows
        return ""


def _pictures(letter) -> list:
    pictures = []
    for part in letter.walk():
        if part.get_content_maintype() == "image" and len(pictures) < MAX_IMAGES:
            data = part.get_payload(decode=True) or b""
            pictures.append(InMemoryUploadedFile(BytesIO(data), None, "image", None, len(data), None))
    return pictures
