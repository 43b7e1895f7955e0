import datetime
import threading

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from candidates.models import Party
from core import changes
from core.models import Change, ChangeCounter


def party(slug):
    return Party.objects.create(slug=slug, name=slug, full_name=slug)


@pytest.mark.django_db
def test_numbers_grow_and_the_row_carries_the_last_one():
    first, second = party("a"), party("b")
    with transaction.atomic():
        assert changes.record(kind="published", objects=[first, second]) == [1, 2]
    with transaction.atomic():
        assert changes.record(kind="updated", objects=[first], data={"why": "alias"}) == [3]
    first.refresh_from_db()
    assert (first.change_number, second.change_number) == (3, 2)
    log = list(Change.objects.after(1))
    assert [change.number for change in log] == [2, 3]
    assert log[-1].data == {"why": "alias"} and log[-1].model == "candidates.party"
    assert first.updated_at == log[-1].at


@pytest.mark.django_db
def test_time_never_runs_backwards_even_when_the_clock_does(monkeypatch):
    row = party("a")
    with transaction.atomic():
        changes.record(kind="published", objects=[row])
    before = row.updated_at
    monkeypatch.setattr(changes.timezone, "now", lambda: before - datetime.timedelta(hours=1))
    with transaction.atomic():
        changes.record(kind="updated", objects=[row])
    assert row.updated_at > before


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        changes.record(kind="published", objects=[party("a")])


@pytest.mark.django_db(transaction=True)
def test_numbers_become_visible_in_order_under_concurrent_writers():
    parties = [party(f"p{n}") for n in range(4)]
    seen, stop = [], threading.Event()

    def write(row):
        try:
            for _ in range(10):
                with transaction.atomic():
                    changes.record(kind="updated", objects=[row])
        finally:
            connections.close_all()

    def watch():
        try:
            while not stop.is_set():
                seen.append(list(Change.objects.order_by("number").values_list("number", flat=True)))
        finally:
            connections.close_all()

    watcher = threading.Thread(target=watch)
    writers = [threading.Thread(target=write, args=(row,)) for row in parties]
    watcher.start()
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    watcher.join()
    assert changes.last_number() == 40 == Change.objects.count()
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen)  # never a gap


@pytest.mark.django_db
def test_a_cursor_remembers_how_far_it_came():
    assert changes.cursor("index") == 0
    changes.advance("index", 7)
    changes.advance("index", 9)
    assert changes.cursor("index") == 9


@pytest.mark.django_db
def test_there_is_only_one_counter():
    ChangeCounter.objects.create(id=1, last=0, at=timezone.now())
    with pytest.raises(Exception, match="one_change_counter"), transaction.atomic(), connection.cursor():
        ChangeCounter.objects.create(id=2, last=0, at=timezone.now())


@pytest.mark.django_db
def test_rows_that_lie_in_a_row_are_numbered_at_once_and_no_others(django_assert_max_num_queries):
    rows = [party(f"partai-{number}") for number in range(40)]
    apart, left_out = rows[:3] + rows[20:], rows[3:20]
    with transaction.atomic(), django_assert_max_num_queries(8):
        numbers = changes.record(kind="published", objects=apart)
    stored = Party.objects.in_bulk([row.pk for row in apart])
    assert [stored[row.pk].change_number for row in apart] == numbers == list(range(1, 24))
    assert {stored[row.pk].updated_at for row in apart} == {apart[0].updated_at}
    untouched = Party.objects.filter(pk__in=[row.pk for row in left_out])
    assert set(untouched.values_list("change_number", flat=True)) == {0}


@pytest.mark.django_db
def test_numbers_go_to_their_rows_in_whatever_order_they_come():
    rows = [party(f"partai-{number}") for number in range(20)]
    with transaction.atomic():
        changes.record(kind="published", objects=rows[::-1])
    stored = Party.objects.in_bulk()
    assert [stored[row.pk].change_number for row in rows] == list(range(20, 0, -1))
