"""Public figures: counts only, none small, and none to be found by subtraction."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality import counts, signing
from neutrality.counts import LEAST, hidden, released
from neutrality.models import Case, ConfidentialReport
from neutrality.tests.making import CANARIES, accepted


@pytest.mark.parametrize(
    ("cells", "rest", "shown"),
    [
        ([], 0, []),
        ([5, 9], 0, [5, 9]),
        ([9, 20], 4, [None, 20]),  # 4 alone would be found from the sum
        ([20], 3, [None]),
        ([4, 9, 20], 0, [None, None, 20]),
        ([1, 2, 20], 0, [None, None, None]),  # 1 and 2 make three: still too little to hide in
        ([4, 4, 4, 30], 0, [None, None, None, 30]),
        ([3], 0, [None]),
        ([0, 7], 0, [None, None]),
        ([6, 8], 40, [None, 8]),
    ],
)
def test_small_cells_are_hidden_with_their_neighbours(cells, rest, shown):
    assert hidden(cells, rest=rest) == shown


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(0, 12))
def test_no_hidden_cell_can_be_computed(cells, rest):
    shown = hidden(cells, rest=rest)
    held = [cell for cell, seen in zip(cells, shown, strict=True) if seen is None]
    assert all(seen is None or seen >= LEAST for seen in shown)
    if len(held) < len(cells) and (held or rest):
        assert len(held) + bool(rest) >= 2 and sum(held) + rest >= 2 * LEAST


MONTHS = st.lists(st.lists(st.sampled_from(["like", "pose", "share"]), max_size=9), max_size=8)


@given(MONTHS)
def test_a_cell_grows_by_five_or_more_from_one_month_to_the_next(months):
    """Who remembers what the page said last month learns of no smaller number."""
    facts, before = [], {}
    for number, acts in enumerate(months):
        facts += [{"month": f"2026-{number:02}", "act": act} for act in acts]
        now = released(facts, "act")
        grown = [now[act] - before.get(act, 0) for act in {*now, *before}]
        assert all(one == 0 or one >= LEAST for one in grown)
        before = dict(now)


@pytest.fixture
def seven(db, monkeypatch):
    """Seven reports of January: six of likes, one of a pose."""
    monkeypatch.setattr("neutrality.receipts.COST", (1, 8192))
    for act in [*["like"] * 6, "pose"]:
        accepted(act=act, url="")
    ConfidentialReport.objects.update(received_at=datetime(2026, 1, 20, tzinfo=UTC))
    Case.objects.update(opened_at=datetime(2026, 1, 20, tzinfo=UTC))


def test_months_acts_and_levels_are_counted(seven, time_machine):
    time_machine.move_to("2026-02-10")
    found = counts.tables()
    assert found["month"].rows == [("2026-01", [7, None, None])]
    assert [cells[0] for _, cells in found["act"].rows] == [None]  # 6 is hidden to protect the 1
    assert (found["month"].totals, found["act"].totals) == ([7, 0, 0], None)


def test_a_small_month_is_hidden_for_good_and_counted_nowhere(seven, time_machine):
    late = accepted(act="like", url="").report
    ConfidentialReport.objects.filter(pk=late.pk).update(received_at=datetime(2026, 2, 20, tzinfo=UTC))
    time_machine.move_to("2026-02-10")
    before = counts.tables()
    time_machine.move_to("2026-03-10")
    after = counts.tables()
    assert after["month"].rows == [("2026-02", [None] * 3), *before["month"].rows]
    assert after["month"].totals == before["month"].totals
    assert (after["act"], after["level"]) == (before["act"], before["level"])


def test_a_month_that_is_not_over_is_not_counted(seven, time_machine):
    time_machine.move_to("2026-01-31")
    assert counts.tables()["month"].rows == []


def test_the_page_shows_counts_and_nothing_else(client, seven, time_machine):
    time_machine.move_to("2026-02-10")
    html = client.get("/netralitas-asn/angka/").content.decode()
    assert "<td>7</td>" in html and "tidak ditampilkan" in html
    assert not any(canary in html for canary in CANARIES.values())


def test_the_key_and_the_program_are_public(client, db):
    html = client.get("/netralitas-asn/rujukan/").content.decode()
    assert signing.public_key().hex()[:8] in html
    assert b"def problems" in client.get("/netralitas-asn/rujukan/verify_bundle.py").content
    assert client.get("/netralitas-asn/rujukan/kunci.pem").content.startswith(b"-----BEGIN")


def test_the_api_shows_what_the_page_shows(client, seven):
    figure = client.get("/api/v1/statistics/netralitas-bulan/").json()
    assert figure["rows"] == [{"label": "2026-01", "values": [7, None, None]}]
    table = client.get("/statistik/netralitas-bulan.csv").content.decode()
    assert table.splitlines()[1] == "2026-01,7,,"
