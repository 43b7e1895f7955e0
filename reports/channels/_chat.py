"""What chat services have in common: JSON over HTTPS, and the ways in which sending and fetching can end."""

import requests
from urllib3.exceptions import HTTPError, NewConnectionError

from core.images import MAX_BYTES
from factcheck.links import only_address
from reports.channels import NotSent, Refused

TIMEOUT = (5, 10)  # seconds to connect, and to be answered
TOO_MANY = 429
FEWEST_WORDS = 3


def is_picture(document: dict) -> bool:
    """Whether what was sent as a file is a picture."""
    return str(document.get("mime_type", "")).startswith("image/")


def says_little(text: str) -> bool:
    """Whether this is a greeting or thanks rather than a message to check: a word or two, and no link."""
    return len(text.split()) < FEWEST_WORDS and not only_address(text)


def post(url: str, body: dict, headers: dict | None = None) -> requests.Response:
    """Send `body`. Raises NotSent and Refused; anything else means that nobody knows."""
    try:
        response = requests.post(url, json=body, headers=headers or {}, timeout=TIMEOUT)
    except requests.ConnectTimeout as error:
        raise NotSent("no connection in time") from error
    except requests.ConnectionError as error:
        if isinstance(getattr(error.args[0], "reason", None), NewConnectionError):
            raise NotSent("no connection") from error
        raise
    if response.status_code == TOO_MANY:
        raise NotSent("too many messages")
    if 400 <= response.status_code < 500:
        raise Refused(f"status {response.status_code}")
    response.raise_for_status()
    return response


def get(url: str, *, headers: dict | None = None, **params) -> bytes:
    """What stands at `url`, at most as much as a picture may weigh. Raises NotSent and Refused."""
    try:
        with requests.get(
            url, params=params, headers=headers or {}, timeout=TIMEOUT, stream=True, allow_redirects=False
        ) as response:
            body = response.raw.read(MAX_BYTES + 1, decode_content=True)
    except (requests.RequestException, HTTPError) as error:
        raise NotSent(type(error).__name__) from error
    if response.status_code == TOO_MANY or response.status_code >= 500:
        raise NotSent(f"status {response.status_code}")
    if response.status_code != 200 or len(body) > MAX_BYTES:
        raise Refused(f"status {response.status_code}, {len(body)} bytes")
    return body
