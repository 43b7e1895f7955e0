"""What slows the guessing of passwords: after five wrong ones a source waits, for that name.

Counted in the cache without persistence, by the unreadable name of the source that the rate limits use: no
address is stored or logged. Somebody who guesses from many places meets the second factor. When the cache is
down nobody is locked out, as with the rate limits.
"""

import logging

from axes.handlers.cache import AxesCacheHandler
from django.conf import settings
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from redis.exceptions import RedisError

from portal import limits

log = logging.getLogger(__name__)


def source(request) -> str:
    """Instead of the address; one name for all while the cache is down."""
    try:
        return limits.source(request)
    except (RedisError, OSError):
        return "unknown"


class GuessingHandler(AxesCacheHandler):
    """The library's counter, which a missing cache does not stop."""

    def get_failures(self, request, credentials=None):
        try:
            return super().get_failures(request, credentials)
        except (RedisError, OSError) as error:
            log.warning("wrong passwords are not counted: the cache is down (%s)", type(error).__name__)
            return 0

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        try:
            super().user_login_failed(sender, credentials, request, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("a wrong password was not counted: the cache is down (%s)", type(error).__name__)

    def user_logged_in(self, sender, request, user, **kwargs):
        try:
            super().user_logged_in(sender, request, user, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("wrong passwords are still counted: the cache is down (%s)", type(error).__name__)


def forget_failures(request, user) -> None:
    """Whoever chose a new password by a letter is not kept out by what was typed wrongly before."""
    try:
        GuessingHandler().reset_attempts(ip_address=source(request), username=user.get_username())
    except (RedisError, OSError) as error:
        log.warning("wrong passwords are still counted: the cache is down (%s)", type(error).__name__)


def locked_out(request, original_response=None, credentials=None):
    """429 that says what the limit is and when to come again."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"limit": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
    response = render(request, "admin/signin/locked.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    add_never_cache_headers(response)
    return response
