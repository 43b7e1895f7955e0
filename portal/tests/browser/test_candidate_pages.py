"""Candidates, districts, comparisons and schedules: on a phone, in the dark, with a screen reader."""

from datetime import date

import pytest

from candidates import actions
from candidates.models import PartyResult, Race
from candidates.tests import factories
from candidates.tests.factories import SOURCED
from portal.tests.browser.looking import need_readable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = [
    "/pemilu/",
    "/pemilu/pemilu-uji/",
    "/kandidat/pemilu-uji/presiden/indonesia/",
    "/kandidat/pemilu-uji/presiden/indonesia/banding/",
    "/kandidat/pemilu-uji/dpr/dpr.uji-1/",
    "/kandidat/pemilu-uji/dpr/dpr.uji-1/banding/",
    "/kandidat/di-daerah-saya/",
    "/kandidat/di-daerah-saya/?daerah=provinsi-uji",
    "/kandidat/orang/calon-satu/",
    "/partai/",
    "/partai/partai-uji/",
    "/dapil/",
    "/dapil/provinsi-uji/",
    "/jadwal/pemilu-uji/",
    "/cari/?q=calon+satu",
]
PROFILE = "Profil yang sama panjangnya. " * 5


@pytest.fixture
def content(transactional_db):
    election = factories.election(slug="pemilu-uji", name="Pemilu Uji")
    country = factories.district(code="indonesia", name="Indonesia", level="country")
    province = factories.district(code="provinsi-uji", name="Provinsi Uji", parent=country)
    dapil = factories.district(code="dpr.uji-1", name="Provinsi Uji I", level="dpr", seats=3, parent=province)
    party = factories.party(slug="partai-uji", name="Partai Uji", number=1, election=election)
    pairs(election, country)
    for number in range(1, 6):
        factories.candidacy(
            election=election, office="dpr", district=dapil, party=party, ballot_number=number
        )
    PartyResult.objects.create(
        election=election, office="dpr", district=dapil, party=party, votes=12345, seats=3, **SOURCED
    )
    Race.objects.create(
        election=election,
        office="governor",
        district=province,
        form="not_elected",
        note="Tidak dipilih di sini.",
        **SOURCED,
    )
    stage = factories.stage(election=election, name="Pemungutan suara")
    actions.revise_stage(
        actor=None, stage=stage, starts=date(2030, 2, 14), ends=date(2030, 2, 14), regulation="PKPU 9/2029"
    )
    factories.stage(election=election, name="Debat", cancelled_by="Keputusan 3/2024")


def pairs(election, country):
    gone = {"state": "withdrawn", "state_date": date(2024, 1, 5), "state_source": "Surat pengunduran diri"}
    for number, name, values in ((1, "Satu", {}), (2, "Dua", {}), (3, "Tiga", gone)):
        factories.candidacy(
            election=election,
            district=country,
            ballot_number=number,
            person=factories.person(
                slug=f"calon-{name.lower()}", name=f"Calon {name}", profile="Profil. " * 9
            ),
            running_mate=factories.person(profile="Profil."),
            vision="Visi yang panjangnya sama untuk semua. " * 5,
            votes=1_000_000 * number,
            votes_source="Keputusan Hasil",
            **values,
        )


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_readable_at_any_width_and_by_any_means(live_server, page, content, path):
    assert page.goto(live_server.url + path).status == 200
    need_readable(page)


def test_boxes_of_candidates_are_of_one_size(live_server, page, content):
    page.goto(f"{live_server.url}/kandidat/pemilu-uji/presiden/indonesia/")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        sizes = page.evaluate(
            """() => [...document.querySelectorAll(".cand")].map(one => {
                 const box = one.getBoundingClientRect();
                 return `${Math.round(box.width)} ${Math.round(box.height)}` })"""
        )
        assert len(sizes) == 3 and len(set(sizes)) == 1
