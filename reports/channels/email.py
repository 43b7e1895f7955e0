"""E-mail: reports from an IMAP mailbox, answers by the site's mail server."""

import html
import imaplib
import logging
import re
import smtplib
import ssl
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage as Received
from email.message import Message
from email.utils import parseaddr
from io import BytesIO
from itertools import islice
from urllib.parse import unquote, urlsplit

import nh3
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.mail import EmailMessage

from core.images import ImageRefused, reencode
from reports.actions import accept
from reports.channels import Letter, NotSent, Refused
from reports.intake import MAX_IMAGES, MAX_TEXT

log = logging.getLogger(__name__)

MAX_LETTER = 60_000_000  # bytes; five pictures of ten megabytes, as mail encodes them
AT_ONCE, OF_ONE, LOOKED_AT = 50, 20, 500  # letters that are taken in one run, of one sender, and looked at
FEW_WORDS = 8  # in less of them the subject is part of the message
BREAKS = re.compile(r"<(?:br|/?(?:p|div|li|tr|h[1-6]|blockquote))\b[^>]*>", re.IGNORECASE)
FORWARDED = re.compile(r"^\s*(?:(?:fwd?|re|trs|bls)\s*:\s*)+", re.IGNORECASE)
MACHINES = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond")


def ready() -> bool:
    """Whether there is a mailbox to read. Answers can be sent without one."""
    return bool(settings.IMAP_URL)


def take(raw: bytes) -> list:
    """The report that a letter holds; none for what machines send (bounces, absence notes, newsletters), for
    empty ones, and for what nobody can read."""
    try:
        content = _content(message_from_bytes(raw, policy=policy.default))
    except Exception as error:  # Python's parser raises almost anything on a hostile letter
        log.warning("a letter could not be read: %s", type(error).__name__)
        return []
    try:
        return [accept(channel="email", **content)] if content else []
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
    """Take the unread letters of the mailbox; how many reports they became. Read is what was taken.

    Of one sender a few are taken at once. The others stay unread until the next time, and hold up nobody.
    """
    address = urlsplit(settings.IMAP_URL)
    context = ssl.create_default_context()  # imaplib's own asks nobody who they are
    count, senders = 0, Counter[bytes]()
    with imaplib.IMAP4_SSL(address.hostname, address.port or 993, timeout=15, ssl_context=context) as mailbox:
        mailbox.login(unquote(address.username or ""), unquote(address.password or ""))
        mailbox.select(address.path.strip("/") or "INBOX")
        for number in mailbox.search(None, "UNSEEN")[1][0].decode().split()[:LOOKED_AT]:
            sender = _fetch(mailbox, number, "BODY.PEEK[HEADER.FIELDS (FROM)]").strip().lower()
            if senders[sender] == OF_ONE:
                continue
            senders[sender] += 1
            count += len(take(_fetch(mailbox, number, f"BODY.PEEK[]<0.{MAX_LETTER}>")))
            mailbox.store(number, "+FLAGS", "\\Seen")
            if senders.total() >= AT_ONCE:
                break
    return count


def _fetch(mailbox: imaplib.IMAP4, number: str, part: str) -> bytes:
    """This part of the letter, which stays unread."""
    _status, parts = mailbox.fetch(number, f"({part})")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def _content(letter: Received) -> dict | None:
    sender = parseaddr(str(letter.get("From", "")))[1]
    if not sender or _is_from_machine(letter, sender):
        return None
    return {
        "idempotency_key": str(letter.get("Message-ID", "")),
        "text": _text(letter)[:MAX_TEXT],
        "images": _pictures(letter),
        "contact": sender,
    }


def _is_from_machine(letter: Received, sender: str) -> bool:
    """What is answered by nobody (RFC 3834): else two machines could write to each other for ever."""
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return (
        str(letter.get("Auto-Submitted", "no")).lower() != "no"
        or str(letter.get("Precedence", "")).lower() in ("bulk", "junk", "list", "auto_reply")
        or str(letter.get("Return-Path", "")).strip() == "<>"
        or letter.get_content_type() == "multipart/report"
        or any(name in letter for name in MACHINES)
        or sender.partition("@")[0].lower() in ("mailer-daemon", "postmaster")
        or sender.lower() == own.lower()
    )


def _text(letter: Received) -> str:
    """What the letter and the letters attached to it say, and the subject where that is little."""
    texts = [_body(letter)]
    texts += [
        _body(part.get_content()) for part in letter.walk() if part.get_content_type() == "message/rfc822"
    ]
    text = "\n\n".join(filter(None, texts))
    subject = str(letter.get("Subject", ""))
    return text if len(text.split()) >= FEW_WORDS else f"{FORWARDED.sub('', subject)}\n\n{text}".strip()


def _body(letter: Received) -> str:
    body = letter.get_body(("plain", "html"))
    try:
        text = str(body.get_content()) if body else ""
    except (LookupError, UnicodeError):  # a character set that nobody knows
        return ""
    return (_plain(text) if body and body.get_content_subtype() == "html" else text).strip()


def _plain(markup: str) -> str:
    """The words of HTML, a line for each paragraph."""
    words = html.unescape(nh3.clean(BREAKS.sub("\n", markup), tags=set()))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def _pictures(letter: Received) -> list:
    """Those that we can read. A broken one, or the drawn logo of a signature, costs nobody the letter."""
    parts = (part for part in letter.walk() if part.get_content_maintype() == "image")
    pictures = islice(filter(_is_fair, map(_data, parts)), MAX_IMAGES)
    return [InMemoryUploadedFile(BytesIO(data), None, "image", None, len(data), None) for data in pictures]


def _data(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_fair(data: bytes) -> bool:
    try:
        reencode(data)
    except ImageRefused:
        return False
    return True
