import pytest
from django.db import transaction

from candidates.models import Party
from core import changes
from core.remembering import Remembered


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
