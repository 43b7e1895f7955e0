"""Whatever is sent, a record is refused with a reason or is clean; nothing else is raised."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from factcheck.exchange.parsing import FIELDS, KNOWN, Record, RecordRefused, parse
from factcheck.exchange.values import ValueRefused, moment

ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=8,
)
GOOD = {"external_id": "a", "title": "Judul", "claim": "Klaim", "verdict": "salah"}


@given(some.dictionaries(some.sampled_from(sorted(KNOWN)) | some.text(), ANYTHING))
def test_any_object_is_clean_or_refused_with_a_reason(values):
    for raw in (values, GOOD | values):
        try:
            record = parse(raw)
        except RecordRefused as refusal:
            assert str(refusal)
        else:
            assert isinstance(record, Record) and len(record.external_id) <= 120
            json.dumps([record.lists, record.fields], default=str).encode()


@given(ANYTHING)
def test_anything_at_all_in_each_field(value):
    for name in FIELDS:
        try:
            parse(GOOD | {name: value})
        except RecordRefused as refusal:
            assert str(refusal)


@given(some.text() | some.datetimes().map(str) | some.dates().map(str))
def test_a_time_is_aware_or_refused(value):
    try:
        found = moment(value)
    except ValueRefused:
        return
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [("Sebagian Benar", "sebagian-benar"), ("SALAH", "salah"), (" belum terbukti ", "belum-terbukti")],
)
def test_verdicts_may_be_written_as_labels(given_value, expected):
    assert parse(GOOD | {"verdict": given_value}).fields["verdict"] == expected


def test_a_claim_is_kept_as_it_circulated():
    claim = "  AWAS!!\n\n  7 kontainer 🙂  "
    assert parse(GOOD | {"claim": claim}).fields["claim"] == claim
