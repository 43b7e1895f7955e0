import pytest
from django.db import transaction

from candidates.models import Party
from core import changes
from core.remembering import Remembered, RememberedRows


@pytest.fixture
def counted():
    """The number of times that the work was done; what it returns."""
    done = []

    def work() -> int:
        done.append(1)
        return len(done)

    return Remembered(work)


def change():
    with transaction.atomic():
        row, _ = Party.objects.get_or_create(slug="a", name="a", full_name="a")
        changes.record(kind="updated", objects=[row])


@pytest.mark.django_db(transaction=True)
def test_a_value_holds_until_the_next_change(counted, django_assert_num_queries):
    change()
    with django_assert_num_queries(2):
        assert (counted(), counted()) == (1, 1)
    change()
    assert (counted(), counted()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_before_the_first_change_nothing_is_kept(counted):
    assert (counted(), counted()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_what_is_seen_inside_a_transaction_is_not_kept(counted):
    change()
    with transaction.atomic():
        assert (counted(), counted()) == (1, 2)
        transaction.set_rollback(True)
    assert (counted(), counted()) == (3, 3)


class Read:
    """Reads rows by key; those beyond 9 are not there. `asked` tells for which it was asked."""

    def __init__(self):
        self.asked: list[list[int]] = []

    def __call__(self, keys):
        self.asked.append(keys)
        return {key: f"row {key}" for key in keys if key < 10}


def test_rows_are_read_once_while_the_log_stands_still():
    rows, read = RememberedRows(10), Read()
    assert rows.of(1, "short", [1, 2], read) == ["row 1", "row 2"]
    assert rows.of(1, "short", [2, 3, 1], read) == ["row 2", "row 3", "row 1"]
    assert read.asked == [[1, 2], [3]]


def test_a_change_and_another_look_are_read_anew():
    rows, read = RememberedRows(10), Read()
    for log, look in ((1, "short"), (1, "long"), (2, "long")):
        rows.of(log, look, [1], read)
    assert read.asked == [[1], [1], [1]]


def test_without_a_log_nothing_is_remembered():
    rows, read = RememberedRows(10), Read()
    rows.of(None, "short", [1], read)
    rows.of(None, "short", [1], read)
    assert read.asked == [[1], [1]]


def test_rows_that_went_meanwhile_are_left_out():
    assert RememberedRows(10).of(1, "short", [12, 3], Read()) == ["row 3"]


def test_those_asked_for_last_are_kept():
    rows, read = RememberedRows(2), Read()
    for keys in ([1, 2], [1], [3], [1], [2]):
        rows.of(1, "short", keys, read)
    assert read.asked == [[1, 2], [3], [2]]
