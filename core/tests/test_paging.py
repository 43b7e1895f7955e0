import datetime

import pytest
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from core.models import Change
from core.paging import key_page, merged_page

ORDER = ("-at", "-number")


@pytest.fixture
def changes(db):
    start = timezone.now()
    rows = [
        Change(
            number=n, kind="published", model="x.y", object_id=n, at=start + datetime.timedelta(hours=n // 3)
        )
        for n in range(1, 26)
    ]
    Change.objects.bulk_create(rows)


def walk(size, attribute):
    """Numbers of every page, following `attribute`, beginning at the first or the last page."""
    page = key_page(Change.objects.all(), token="", order=ORDER, size=size)
    if attribute == "newer":
        while page.older:
            page = key_page(Change.objects.all(), token=page.older, order=ORDER, size=size)
    pages = [[row.number for row in page.rows]]
    while token := getattr(page, attribute):
        page = key_page(Change.objects.all(), token=token, order=ORDER, size=size)
        pages.append([row.number for row in page.rows])
    return pages


@pytest.mark.parametrize("size", [1, 4, 5, 24, 25, 26])
def test_every_row_comes_once_in_order_also_where_dates_are_equal(changes, size):
    numbers = [number for page in walk(size, "older") for number in page]
    assert numbers == list(range(25, 0, -1))


def test_going_back_shows_the_same_rows(changes):
    back = [number for page in reversed(walk(4, "newer")) for number in page]
    assert back == list(range(25, 0, -1))


def test_rows_added_meanwhile_shift_nothing(changes):
    first = key_page(Change.objects.all(), token="", order=ORDER, size=10)
    Change.objects.create(
        number=99, kind="published", model="x.y", object_id=99, at=timezone.now() + datetime.timedelta(days=9)
    )
    second = key_page(Change.objects.all(), token=first.older, order=ORDER, size=10)
    assert [row.number for row in second.rows] == list(range(15, 5, -1))
    assert second.newer


def test_the_first_page_has_no_newer_and_the_last_no_older(changes):
    first = key_page(Change.objects.all(), token="", order=ORDER, size=20)
    last = key_page(Change.objects.all(), token=first.older, order=ORDER, size=20)
    assert first.newer is None and last.older is None and last.newer


@pytest.mark.parametrize("token", ["x", "!!", "W10", "WyJvIl0", "WyJvIiwieCIsInkiXQ", "WyJvIiwxLDJd"])
def test_a_foreign_token_is_a_page_that_does_not_exist(db, token):
    with pytest.raises(Http404):
        key_page(Change.objects.all(), token=token, order=ORDER)


def walk_both(size, attribute, token=""):
    """Numbers of every page of the even and the odd changes as one list."""
    changes = Change.objects.annotate(half=F("number") % 2)
    lists = [(changes.filter(half=half), ORDER) for half in (0, 1)]
    pages = []
    while token is not None:
        page = merged_page(lists, token=token, size=size)
        pages.append([row.number for row in page.rows])
        token = getattr(page, attribute)
        last = page
    return pages, last


@pytest.mark.parametrize("size", [1, 4, 5, 24, 25, 26])
def test_several_lists_are_one_in_both_directions(changes, size):
    pages, last = walk_both(size, "older")
    assert [number for page in pages for number in page] == list(range(25, 0, -1))
    assert all(len(page) == size for page in pages[:-1]) and last.older is None
    if size < 25:
        back, first = walk_both(size, "newer", last.newer)
        before = [number for page in pages[:-1] for number in page]
        assert [number for page in reversed(back) for number in page] == before and first.newer is None


@pytest.mark.parametrize("size", [1, 2, 3])
def test_no_page_parts_rows_of_two_lists_that_share_their_key(changes, size):
    lists = [(Change.objects.all(), ORDER)] * 2
    token, numbers = "", []
    while token is not None:
        page = merged_page(lists, token=token, size=size)
        numbers += [row.number for row in page.rows]
        token = page.older
    assert numbers == [number for number in range(25, 0, -1) for _twice in range(2)]


def test_several_empty_lists_are_an_empty_page(db):
    page = merged_page([(Change.objects.all(), ORDER)] * 2, token="")
    assert (page.rows, page.newer, page.older) == ([], None, None)
