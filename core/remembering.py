"""Values worked out of public things, kept in the process until one of those changes."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection

from core import changes

T = TypeVar("T")


class Remembered(Generic[T]):
    """A function without arguments whose value holds until the next change in the log; a decorator.

    It costs one small query instead of the whole work. Inside a transaction the work is done each time:
    what is seen there may be rolled back. The value is shared by all threads: read it only.
    """

    def __init__(self, work_out: Callable[[], T]):
        self.work_out = work_out
        self._kept: tuple[object, T] | None = None  # replaced as a whole: no thread sees half of it

    def __call__(self) -> T:
        mark = None if connection.in_atomic_block else changes.mark()
        if mark is None:
            return self.work_out()
        kept = self._kept
        if kept is None or kept[0] != mark:
            kept = self._kept = (mark, self.work_out())  # at least as new as the mark that was read before
        return kept[1]
