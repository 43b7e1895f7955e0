from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.tests import factories
from factcheck import exact
from factcheck.models import Appearance, Source
from factcheck.tests.making import draft, published, retracted

pytestmark = pytest.mark.django_db
POST = "https://m.facebook.com/story.php?story_fbid=pf1&id=10&mibextid=x"


def seen(debunk, url=POST, **fields):
    return Appearance.objects.create(debunk=debunk, platform="facebook", url=url, **fields)


def found(url):
    return [(match.debunk_id, match.tier, match.by) for match in exact.by_address(url)]


def test_where_a_claim_was_seen_is_a_match_under_any_of_its_addresses():
    debunk = published()
    seen(debunk)
    assert found("https://web.facebook.com/permalink.php?id=10&story_fbid=pf1&__tn__=R") == [
        (debunk.pk, "match", "address")
    ]
    assert found("https://www.facebook.com/permalink.php?id=10&story_fbid=pf2") == []


def test_the_archived_copy_counts_too():
    debunk = published()
    seen(debunk, url="", archived_url="https://archive.ph/AbC12")
    assert found("http://archive.ph/AbC12/") == [(debunk.pk, "match", "address")]


def test_a_source_is_only_offered_for_it_may_say_the_truth():
    debunk = published()
    Source.objects.create(debunk=debunk, title="KPU", url="https://kpu.example/siaran/1")
    assert found("https://www.kpu.example/siaran/1?utm_source=wa") == [(debunk.pk, "related", "source")]


def test_our_article_and_the_original_one_are_matches(settings):
    debunk = published(source_url="https://www.cek.example/2024/salah/")
    expected = [(debunk.pk, "match", "article")]
    assert found("http://cek.example/2024/salah?fbclid=1") == expected
    assert found(f"{settings.SITE_URL}/hoaks/{debunk.slug}/") == expected
    assert found(f"{settings.SITE_URL}/en/hoaks/{debunk.slug}") == expected
    assert found(f"{settings.SITE_URL}/tentang/") == []


def test_only_published_debunks_are_found():
    for debunk in (draft(), retracted()):
        seen(debunk)
    assert found(POST) == []


@pytest.mark.parametrize("url", ["https://www.facebook.com/", "https://youtube.com", "bukan alamat", ""])
def test_the_front_page_of_a_network_says_nothing(url):
    seen(published(), url="https://facebook.com/")
    seen(published(), url="https://www.youtube.com/")
    assert found(url) == []


def test_an_address_that_many_debunks_name_is_only_offered():
    for _ in range(4):
        seen(published(), url="https://contoh.id/kanal")
    assert {tier for _, tier, _ in found("https://contoh.id/kanal")} == {"related"}


def test_a_changed_address_is_followed():
    row = seen(published())
    row.url = "https://contoh.id/baru"
    row.save()
    assert found("https://contoh.id/baru") and not found(POST)


def test_rows_made_in_bulk_are_found():
    debunk = published()
    Appearance.objects.bulk_create([Appearance(debunk=debunk, platform="web", url="https://contoh.id/a")])
    assert found("https://contoh.id/a")


def test_a_match_tells_its_age_and_another_election():
    day = timezone.localdate()
    then = factories.election(slug="pemilu-lama", name="Pemilu Lama")
    now = factories.election(slug="pemilu-kini", name="Pemilu Kini", date=day + timedelta(days=30))
    factories.stage(election=now, starts=day, ends=day)
    old, current = published(), published()
    seen(old, url="https://contoh.id/a", first_seen=day - timedelta(days=400))
    seen(current, url="https://contoh.id/b", first_seen=day)
    old.elections.add(then)
    current.elections.add(now)
    (match,) = exact.by_address("https://contoh.id/a")
    assert match.as_json()["old_since"] == (day - timedelta(days=400)).isoformat()
    assert match.as_json()["other_elections"] == ["Pemilu Lama"]
    (match,) = exact.by_address("https://contoh.id/b")
    assert match.as_json()["old_since"] is None and match.as_json()["other_elections"] == []
