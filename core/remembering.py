"""Values worked out of public things, kept in the process until one of those changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

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


class RememberedRows:
    """What rows look like to the public, as long as the log of changes stands still: `most` of them, those
    asked for last. They are shared by all threads: read them only."""

    def __init__(self, most: int):
        self._most, self._lock = most, Lock()
        self._log: Hashable = None
        self._rows = OrderedDict[Hashable, Any]()

    def of(
        self, log: Hashable, look: Hashable, keys: Sequence[int], read: Callable[[list[int]], dict[int, Any]]
    ) -> list[Any]:
        """The rows `keys`, those that are still there; `read` gives those that are not known by key.

        `log` is the state of the log that was read before, None where nothing is to be remembered, and
        `look` names all that a row's looks depend on besides.
        """
        known = self._known(log, look, keys)
        if missing := [key for key in keys if key not in known]:
            found = read(missing)
            self._keep(log, look, found)
            known |= found
        return [known[key] for key in keys if key in known]

    def _known(self, log: Hashable, look: Hashable, keys: Sequence[int]) -> dict[int, Any]:
        with self._lock:
            if log is None or log != self._log:
                return {}
            known = {key: self._rows[look, key] for key in keys if (look, key) in self._rows}
            for key in known:
                self._rows.move_to_end((look, key))
            return known

    def _keep(self, log: Hashable, look: Hashable, found: dict[int, Any]) -> None:
        if log is None:
            return
        with self._lock:
            if log != self._log:
                self._log = log
                self._rows.clear()
            self._rows |= {(look, key): row for key, row in found.items()}
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)
