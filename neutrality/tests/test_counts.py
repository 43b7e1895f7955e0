"""Public figures: counts only, none small, and none to be found by subtraction."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality import counts, signing
from neutrality.counts import LEAST, hidden
from neutrality.models import Case, ConfidentialReport
from neutrality.tests.making import CANARIES, accepted


@pytest.mark.parametrize(
    ("cells", "shown", "total"),
    [
        ([], [], None),
        ([5, 9], [5, 9], 14),
        ([4, 9, 20], [None, None, 20], 33),  # 4 alone would be found from the total
        ([1, 2, 20], [None, None, None], 23),  # 1 and 2 make three: still too little to hide in
        ([4, 4, 4, 30], [None, None, None, 30], 42),
        ([3], [None], None),
        ([3, 4], [None, None], None),
        ([0, 7], [None, None], None),
    ],
)
def test_small_cells_are_hidden_with_their_neighbours(cells, shown, total):
    assert hidden(cells) == (shown, total)


@given(st.lists(st.integers(0, 40), max_size=12))
def test_no_hidden_cell_can_be_computed(cells):
    shown, total = hidden(cells)
    held = [cell for cell, seen in zip(cells, shown, strict=True) if seen is None]
    assert all(seen is None or seen >= LEAST for seen in shown)
    if held and total is not None:
        rest = total - sum(seen for seen in shown if seen is not None)
        assert len(held) >= 2 and rest == sum(held) >= 2 * LEAST
        assert any(cell >= LEAST for cell in held) or len(held) > 2


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
    assert [cells[0] for _, cells in found["act"].rows] == [None, None]  # 6 is hidden to protect the 1
    assert found["act"].totals[0] is None


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
