"""What chat services have in common: JSON over HTTPS, and the three ways in which sending can end."""

import requests
from urllib3.exceptions import NewConnectionError

from reports.channels import NotSent, Refused

TIMEOUT = (5, 10)  # seconds to connect, and to be answered
TOO_MANY = 429


def post(url: str, body: dict, headers: dict | None = None) -> None:
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
