"""Checking a claim: what comes back, and what is kept of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck import actions
from factcheck.check import MatchingUnavailable, NothingToCheck, check, fingerprint
from factcheck.models import Appearance, Check, Source
from factcheck.moments import moment
from factcheck.receipts import recall
from factcheck.tests.indexing import WordEmbedder, catch_up, following
from factcheck.tests.making import published, retracted
from matching.tests.test_reranker import server

pytestmark = pytest.mark.django_db

TITLE = "Tujuh kontainer surat suara tercoblos di Tanjung Priok"


@pytest.fixture
def follower(tmp_path):
    with following(tmp_path / "index") as follower:
        yield follower


def publish(follower, **fields):
    debunk = published(**{"title": TITLE, "claim": f"Viralkan! {TITLE}"} | fields)
    catch_up(follower)
    return debunk


def test_the_debunk_of_a_message_is_found_as_the_database_has_it(follower):
    debunk = publish(follower)
    result = check(text="katanya 7 kontainer surat suara udah dicoblos di tanjung priok?")
    best = result.matches[0]
    assert best.debunk == debunk
    assert result.status in ("match", "related")
    assert 0 < best.probability <= 1
    assert result.semantic is False


def test_marked_words_are_code_points_of_the_text_as_sent(follower):
    publish(follower)
    text = "😡 KONTAINER surat\u200b suara di Priok"
    marked = check(text=text, candidates=1).matches[0].matched
    assert [text[each.start : each.end] for each in marked] == [each.text for each in marked]
    assert "KONTAINER" in [each.text for each in marked]


def test_a_negation_is_marked_where_it_denies_and_not_where_it_asks(follower):
    publish(follower, title="Kontainer surat suara di Priok tidak tercoblos")
    for text, shown in (
        ("kontainer surat suara di Priok, bener gak sih", False),
        ("surat suara di Priok gak tercoblos", True),
    ):
        marked = check(text=text, candidates=1).matches[0].matched
        assert ("gak" in [each.text for each in marked]) is shown


def test_a_corrected_title_and_verdict_are_shown_before_the_index_knows(follower):
    debunk = publish(follower)
    actions.correct(debunk=debunk, actor=None, reason="Salah ketik", fields={"verdict": "menyesatkan"})
    assert check(text=TITLE).matches[0].debunk.verdict == "menyesatkan"


def test_a_debunk_retracted_a_moment_ago_is_no_answer(follower):
    debunk = publish(follower)
    actions.retract(debunk=debunk, actor=None, reason="Sumber keliru")
    result = check(text=TITLE, candidates=10)
    assert (result.status, list(result.matches)) == ("none", [])


def test_without_a_match_nothing_is_shown_unless_candidates_are_asked_for(follower):
    publish(follower)
    text = "Harga cabai keriting di pasar naik tajam minggu ini karena banjir merendam kontainer"
    assert (check(text=text).status, list(check(text=text).matches)) == ("none", [])
    assert len(check(text=text, candidates=10).matches) == 1


def test_a_short_text_is_never_answered_by_a_loose_match(follower):
    publish(follower)
    assert check(text="surat suara").status != "match"
    assert check(text="kontainer priok").status != "match"


def test_the_answer_has_the_shape_of_the_contract(follower, settings):
    debunk = publish(follower)
    data = check(text=TITLE).as_json()
    assert {"status", "engine", "matches", "records", "receipt"} <= set(data)
    assert set(data["engine"]) == {"version", "semantic"}
    assert data["records"] == []
    match = data["matches"][0]
    assert {"debunk", "probability", "part", "matched"} <= set(match)
    expected = {
        "id": str(debunk.pk),
        "title": TITLE,
        "verdict": "salah",
        "url": settings.SITE_URL + debunk.get_absolute_url(),
        "published_at": moment(debunk.published_at),
    }
    assert expected.items() <= match["debunk"].items()
    assert match["part"] == {"start": 0, "end": len(TITLE)}


def test_a_receipt_keeps_the_answer_and_no_word_of_the_message(follower):
    debunk = publish(follower)
    message = f"{TITLE} kata tetangga saya Suminten"
    result = check(text=message)
    row = Check.objects.get(receipt=result.receipt)
    assert "Suminten" not in str(vars(row)) and "kontainer" not in str(row.result).lower()
    again = recall(result.receipt)
    assert again.status == result.status
    assert [match.debunk for match in again.matches] == [debunk]
    assert recall("unknown") is None


def test_a_receipt_shows_a_debunk_that_was_retracted_since_but_no_draft(follower):
    debunk = publish(follower)
    receipt = check(text=TITLE).receipt
    actions.retract(debunk=debunk, actor=None, reason="Sumber keliru")
    assert recall(receipt).matches[0].debunk.state == "retracted"


@pytest.mark.parametrize(("keep", "writes"), [(True, 1), (False, 0)])
def test_a_check_writes_its_receipt_and_nothing_else(follower, keep, writes):
    publish(follower)
    with CaptureQueriesContext(connection) as seen:
        assert bool(check(text=TITLE, keep_receipt=keep).receipt) == keep
    statements = [query["sql"].split()[0] for query in seen.captured_queries]
    reads = ("SELECT", "DECLARE")  # PostgreSQL declares a cursor for what is read row by row
    assert len([each for each in statements if each not in reads]) == writes


def test_the_fingerprint_is_of_the_words_not_of_their_dress():
    assert fingerprint("KPU menunda PEMILU!!") == fingerprint("kpu menunda pemilu 😡")
    assert fingerprint("KPU menunda pemilu") != fingerprint("KPU tidak menunda pemilu")


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
def test_nothing_and_too_much_are_refused_in_words(text):
    with pytest.raises(NothingToCheck) as refused:
        check(text=text)
    assert str(refused.value)


def test_emoji_alone_find_nothing(follower):
    publish(follower)
    assert check(text="😡😡😡").status == "none"


def test_before_the_index_is_built_the_caller_is_told(tmp_path, settings):
    settings.INDEX_DIR = tmp_path / "nothing"
    with pytest.raises(MatchingUnavailable):
        check(text=TITLE)


def test_retracted_debunks_are_not_indexed(follower):
    retracted(title=TITLE, claim=TITLE)
    catch_up(follower)
    assert check(text=TITLE, candidates=10).matches == ()


def test_vectors_are_compared_where_they_can_be_had(tmp_path, monkeypatch):
    embedder = WordEmbedder()
    monkeypatch.setattr("factcheck.embeddings.embedder", lambda: embedder)
    published(title=TITLE, claim=TITLE)
    with following(tmp_path / "index", embedder):
        assert check(text=TITLE).semantic is True


def test_an_address_inside_a_message_finds_the_debunk_that_names_it(follower):
    debunk = publish(follower)
    Appearance.objects.create(debunk=debunk, platform="facebook", url="https://facebook.com/grup/posts/123")
    url = "https://m.facebook.com/grup/posts/123?mibextid=x"
    text = f"Pak RT, ini betul tidak ya? Saya dapat dari sini: ({url}). Mohon dijawab."
    result = check(text=text)
    assert (result.status, [match.debunk for match in result.matches]) == ("match", [debunk])
    part = result.matches[0].part
    assert text[part.start : part.end] == url
    assert recall(result.receipt).status == "match"


def test_an_address_that_a_debunk_only_cites_is_offered_and_its_words_still_count(follower):
    worded, cited = publish(follower), publish(follower, title="Vaksin berisi cip", claim="cip pelacak")
    Source.objects.create(debunk=cited, url="https://contoh.id/data", title="Data")
    result = check(text=f"{TITLE} contoh.id/data")
    assert [(match.debunk, match.by) for match in result.matches] == [(worded, "text"), (cited, "source")]


def test_a_debunk_found_by_address_and_by_words_stands_once(follower):
    debunk = publish(follower, source_url="https://contoh.id/periksa/1")
    result = check(text=f"{TITLE} https://contoh.id/periksa/1", candidates=10)
    assert [(match.debunk, match.by) for match in result.matches] == [(debunk, "article")]


def test_only_a_few_addresses_of_a_text_are_looked_up(follower, django_assert_max_num_queries):
    publish(follower)
    text = " ".join(f"https://contoh.id/{number}" for number in range(200))
    with django_assert_max_num_queries(40):
        assert check(text=text).status == "none"


def test_a_reranker_orders_what_is_alike_and_its_loss_changes_nothing(follower, settings):
    titles = [f"Kontainer surat suara ditemukan di {place}" for place in ("Solo", "Bogor", "Medan")]
    debunks = [publish(follower, title=title, claim=title) for title in titles]
    before = check(text="katanya kontainer dibakar warga", candidates=10).matches
    last = before[-1].debunk
    place = [match.debunk for match in before].index(last)
    settings.RERANKER_MODEL = "besar"
    rows = [{"index": number, "relevance_score": float(number == place)} for number in range(len(debunks))]
    with server({"results": rows}) as (settings.RERANKER_URL, asked):
        after = check(text="katanya kontainer dibakar warga", candidates=10).matches
        bare = check(text="katanya kontainer dibakar warga", candidates=10, bare=True).matches
    same_tier = [match.debunk for match in after if match.tier == before[-1].tier]
    assert same_tier[0] == last and [match.debunk for match in bare] == [match.debunk for match in after]
    assert [match.probability for match in after] == [match.probability for match in before]
    assert len(asked) == 2
    gone = check(text="katanya kontainer dibakar warga", candidates=10).matches
    assert [match.debunk for match in gone] == [match.debunk for match in before]
