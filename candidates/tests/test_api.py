from datetime import UTC, date, datetime

import pytest

from candidates import actions
from candidates.filters import DistrictFilters
from candidates.models import Election, PartyResult, Race
from candidates.tests import factories
from core.filtering import only
from core.resources import cursor_of

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


def get(client, path, status=200, **query):
    response = client.get(ROOT + path, query)
    assert response.status_code == status, response.content
    return response.json()


def ids(client, path, **query):
    return [row["id"] for row in get(client, path, **query)["results"]]


@pytest.fixture
def general():
    return factories.election(slug="pemilu-uji", date=date(2024, 2, 14))


def test_elections_newest_first_with_their_source(client, general):
    factories.election(slug="pilkada-uji", date=date(2024, 11, 27), kind="local")
    assert ids(client, "elections/") == ["pilkada-uji", "pemilu-uji"]
    assert ids(client, "elections/", kind="general") == ["pemilu-uji"]
    one = get(client, "elections/pemilu-uji/")
    assert one["source_title"] == "Keputusan Uji 1/2024"
    assert one["url"].endswith("/pemilu/pemilu-uji/") and one["url"].startswith("http")


def test_a_party_has_the_number_of_the_election_asked_for(client, general):
    party = factories.party(slug="psi", number=15, election=general)
    earlier = factories.election(slug="pemilu-lalu", date=date(2019, 4, 17))
    party.numbers.create(election=earlier, number=11)
    factories.party(slug="baru")
    later = factories.election(slug="pilkada", date=date(2024, 11, 27), kind="local")
    assert get(client, "parties/psi/")["number"] == 15
    assert get(client, "parties/psi/", election="pemilu-lalu")["number"] == 11
    assert get(client, "parties/baru/")["number"] is None
    assert ids(client, "parties/", election="pemilu-lalu") == ["psi"]
    assert ids(client, "parties/", election=later.slug) == []


def test_districts_by_level_and_parent(client):
    province = factories.district(code="jawa-uji")
    factories.district(code="dpr.jawa-uji-1", level="dpr", seats=7, parent=province)
    assert ids(client, "districts/", level="dpr", parent="jawa-uji") == ["dpr.jawa-uji-1"]
    one = get(client, "districts/dpr.jawa-uji-1/")
    assert (one["seats"], one["level"], one["parent"]) == (7, "dpr", "jawa-uji")
    assert get(client, "districts/jawa-uji/")["parent"] is None


def test_a_candidacy_that_left_the_ballot_says_so_with_date_and_source(client, general):
    one = factories.candidacy(
        election=general, state="withdrawn", state_date=date(2024, 1, 5), state_source="Surat 1"
    )
    found = get(client, f"candidacies/{one.pk}/")
    assert (found["state"], found["on_ballot"]) == ("withdrawn", False)
    assert (found["state_date"], found["state_source"]) == ("2024-01-05", "Surat 1")


def test_candidacies_by_election_office_district_party_and_person(client, general):
    place = factories.district(code="jawa-uji")
    mate = factories.person(slug="wakil-uji")
    second = factories.candidacy(
        election=general, district=place, office="governor", ballot_number=2, running_mate=mate
    )
    first = factories.candidacy(election=general, district=place, office="governor", ballot_number=1)
    listed = factories.candidacy(office="dpr", party=factories.party(slug="partai-uji"))
    in_order = [str(first.pk), str(second.pk)]
    assert ids(client, "candidacies/", district="jawa-uji") == in_order
    assert sorted(ids(client, "candidacies/", election="pemilu-uji", office="governor")) == sorted(in_order)
    assert ids(client, "candidacies/", party="partai-uji") == [str(listed.pk)]
    assert ids(client, "candidacies/", person="wakil-uji") == [str(second.pk)]
    assert ids(client, "candidacies/", state="elected") == []


def test_a_candidacy_names_its_pair_and_its_confirmed_coalition(client):
    one = factories.candidacy(running_mate=factories.person(name="Wakil Uji"))
    one.coalition.add(factories.party(name="A"), factories.party(name="B", publication="suggested"))
    found = get(client, f"candidacies/{one.pk}/")
    assert found["running_mate"]["name"] == "Wakil Uji"
    assert [party["name"] for party in found["coalition"]] == ["A"]


def test_stages_of_an_election_that_run_on_a_day(client, general):
    quiet = factories.stage(election=general, starts=date(2024, 2, 11), ends=date(2024, 2, 13))
    factories.stage(election=general, starts=date(2024, 2, 14), ends=date(2024, 2, 14))
    found = get(client, "stages/", election="pemilu-uji", on="2024-02-13")["results"]
    assert [row["id"] for row in found] == [str(quiet.pk)]
    assert found[0]["url"].endswith(f"/jadwal/pemilu-uji/#{quiet.slug}")


def test_people_by_words_of_their_name(client):
    factories.person(slug="siti-uji", name="Siti Uji Rahayu")
    factories.person(slug="budi", name="Budi")
    assert ids(client, "people/", q="rahayu siti") == ["siti-uji"]


@pytest.mark.parametrize("kind", ["election", "stage", "district", "party", "person", "candidacy"])
def test_suggested_facts_are_not_told(client, kind):
    plural = {"party": "parties", "person": "people", "candidacy": "candidacies"}.get(kind, f"{kind}s")
    fact = getattr(factories, kind)()
    assert len(ids(client, f"{plural}/")) == 1
    fact.publication = "suggested"
    fact.save()
    assert ids(client, f"{plural}/") == []


def test_what_changed_since(client, general):
    Election.objects.update(updated_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert ids(client, "elections/", updated_since="2023-12-31T00:00:00Z") == ["pemilu-uji"]
    assert ids(client, "elections/", updated_since="2024-01-02T00:00:00Z") == []


@pytest.mark.parametrize(
    "query", [{"level": "kelurahan"}, {"bukan_saringan": "1"}], ids=["unknown value", "unknown filter"]
)
def test_a_wrong_filter_is_a_clear_error(client, query):
    response = client.get(ROOT + "districts/", query)
    assert response.status_code == 400
    assert response["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("kind", ["elections", "stages", "districts", "parties", "people", "candidacies"])
def test_a_list_costs_the_same_for_few_and_many(client, kind, django_assert_max_num_queries):
    for number in range(1, 9):
        one = factories.candidacy(party=factories.party())
        one.coalition.add(factories.party(number=number, election=one.election))
        factories.stage(election=one.election)
    with django_assert_max_num_queries(4):
        assert ids(client, f"{kind}/", page_size=50)


def test_pages_follow_each_other_by_cursor(client):
    for number in range(5):
        factories.district(code=f"uji-{number}")
    first = get(client, "districts/", page_size=3)
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == [f"uji-{n}" for n in range(5)]
    assert second["next"] is None


def test_a_cancelled_stage_and_earlier_dates_are_told(client, general):
    stage = factories.stage(election=general, kind="quiet", cancelled_by="Putusan Uji 9/2024")
    actions.revise_stage(
        actor=None,
        stage=stage,
        starts=date(2024, 2, 11),
        ends=date(2024, 2, 13),
        regulation="PKPU Uji 2",
    )
    factories.stage(election=general)
    [told] = get(client, "stages/", kind="quiet")["results"]
    assert (told["kind"], told["cancelled_by"]) == ("quiet", "Putusan Uji 9/2024")
    [revision] = told["revisions"]
    assert (revision["starts"], revision["regulation"]) == ("2024-01-01", "PKPU Uji 2")


def test_a_party_tells_its_numbers_and_hears_of_new_elections(client, general):
    party = factories.party(slug="psi", number=15, election=general)
    later = factories.election(slug="pemilu-nanti", date=date(2029, 2, 14), publication="suggested")
    party.numbers.create(election=later, number=8)
    actions.save_fact(actor=None, fact=party)
    [told] = get(client, "parties/")["results"]
    assert told["numbers"] == [{"election": "pemilu-uji", "number": 15}]
    before = cursor_of(party)
    actions.confirm(actor=None, facts=[later])
    [told] = get(client, "parties/", since=before)["results"]
    assert (told["number"], [one["number"] for one in told["numbers"]]) == (8, [8, 15])


def test_a_dapil_names_its_confirmed_parts(client):
    dapil = factories.district(code="dpr.uji-1", level="dpr")
    dapil.parts.add(
        factories.district(code="kota-b"),
        factories.district(code="kota-a"),
        factories.district(publication="suggested"),
    )
    assert get(client, "districts/dpr.uji-1/")["parts"] == ["kota-a", "kota-b"]


def test_races_and_results_of_parties(client, general):
    place, party = factories.district(code="kota-uji"), factories.party(slug="partai-uji")
    here = {"election": general, "district": place, **factories.SOURCED}
    Race.objects.create(**here, office="mayor", form="empty_column", empty_votes=12, invalid_votes=3)
    PartyResult.objects.create(**here, office="dprd_regency", party=party, votes=900, seats=2)
    hidden = factories.party(publication="suggested")
    PartyResult.objects.create(**here, office="dprd_regency", party=hidden, votes=1)
    [race] = get(client, "races/", form="empty_column", district="kota-uji")["results"]
    assert (race["race"], race["empty_votes"]) == ("wali-kota.kota-uji.2024-02-14", 12)
    [result] = get(client, "party-results/", race="dprd-kabupaten-kota.kota-uji.2024-02-14")["results"]
    assert (result["party"]["id"], result["votes"], result["seats"]) == ("partai-uji", 900, 2)
    assert ids(client, "party-results/", party="lain") == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_day_is_written_in_one_way_whatever_the_language(client, language):
    headers = {"Accept-Language": language}
    refused = client.get(ROOT + "stages/", {"on": "02/03/2024"}, headers=headers)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "on")
    assert "YYYY-MM-DD" in refused.json()["detail"]


def test_a_plus_that_nobody_quoted_still_names_the_zone(client, general):
    Election.objects.update(updated_at=datetime(2024, 1, 1, 3, tzinfo=UTC))
    for written, found in (("09:59:59+07:00", ["pemilu-uji"]), ("10:00:01+07:00", [])):
        response = client.get(f"{ROOT}elections/?updated_since=2024-01-01T{written}")
        assert [row["id"] for row in response.json()["results"]] == found


def test_a_refused_choice_names_those_that_are_known(client):
    assert DistrictFilters.base_filters["level"].field  # as the schema has its fields made
    only.cache_clear()
    errors = get(client, "districts/", status=400, level="kelurahan")["errors"]
    assert "kelurahan" in errors[0]["detail"] and "dprd_regency" in errors[0]["detail"]
