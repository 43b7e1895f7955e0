"""Exports for tests."""

import json
from datetime import date
from pathlib import Path

from candidates.models import PartyResult, Race
from candidates.tests import factories
from factcheck import actions as debunks
from factcheck.models import Debunk, Topic
from factcheck.tests.making import published
from factcheck.tests.outlets import outlet_at
from neutrality.models import Body, CampaignAccount, Competence, LegalBasis, Rule, Sanction
from portal.exports import actions
from portal.exports.models import Export
from portal.models import Lesson


def made(**how) -> Export:
    """An export, written in slices of a step each."""
    export = actions.begin(**how)
    while actions.write(pk=export.pk, seconds=0):
        pass
    export.refresh_from_db()
    return export


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def full_debunk(**fields) -> Debunk:
    """One that has everything but pictures, with words that are awkward in files."""
    values = {
        "external_id": "asal-1",
        "kind": "palsu",
        "claim": "=SUM(1)\r\nbaris dua; \u2028 “kutip”\t🙂",
        "summary": "'=bukan rumus",
        "explanation": "## Asal\n\nDari, mana.",
        "conclusion": "Salah.",
        "source_url": "https://contoh.example/1",
    }
    debunk = published(**values | fields)
    debunk.topics.add(*(Topic.objects.get_or_create(slug=slug, name=slug)[0] for slug in ("a", "b")))
    debunk.elections.add(factories.election())
    debunk.people.add(factories.person())
    debunk.parties.add(factories.party())
    debunk.appearances.create(platform="whatsapp", first_seen="2019-01-02", note="rekaman; suara")
    debunk.sources.create(order=1, title="Dua", url="https://kpu.example/2")
    debunk.sources.create(order=0, title="Satu", publisher="KPU", date="2019-01-03")
    debunks.correct(debunk=debunk, actor=None, reason="Bukti baru", fields={"verdict": "menyesatkan"})
    debunk.refresh_from_db()
    return debunk


def one_of_each() -> None:
    """Something in every resource."""
    full_debunk()
    sourced = factories.SOURCED
    debunks.retract(debunk=published(), actor=None, reason="Keliru")
    candidacy = factories.candidacy(running_mate=factories.person(), votes=7, votes_source="KPU")
    candidacy.coalition.add(factories.party(number=3, election=candidacy.election, logo="parties/a.png"))
    factories.stage(election=candidacy.election).revisions.create(
        starts=date(2023, 1, 1), ends=date(2023, 1, 2), regulation="PKPU"
    )
    place = {"election": candidacy.election, "district": candidacy.district, "office": "dpr"}
    Race.objects.create(**place, form="not_elected", note="Tidak di sini", **sourced)
    PartyResult.objects.create(**place, party=candidacy.coalition.get(), votes=9, seats=1, **sourced)
    review = {"key": "a", "url": "https://cek.example/a", "claim": "K", "rating": "Hoaks"}
    outlet_at("https://cek.example").reviews.create(**review)
    days = {"valid_from": date(2024, 1, 1), "valid_to": date(2024, 2, 1)}
    account = {"platform": "facebook", "handle": "kampanye", "owner": "Tim", "election": candidacy.election}
    CampaignAccount.objects.create(**account, candidacy=candidacy, **days, **sourced)
    said = {"acts": ["like"], "audiences": ["pns"], "periods": ["campaign"], "permission": "forbidden"}
    rule = Rule.objects.create(slug="suka", title="Menyukai", **said, **sourced)
    basis = LegalBasis.objects.create(slug="uu", title="UU", article="2", says="Netral", **sourced)
    rule.bases.add(basis)
    bound = {"audiences": ["pns"], **sourced}
    Sanction.objects.create(slug="berat", severity="severe", text="Diberhentikan", basis=basis, **bound)
    body = Body.objects.create(slug="bawaslu", abbreviation="Bawaslu", name="Badan Pengawas Pemilu")
    heard = Competence.objects.create(slug="bawaslu", body=body, violation="offence", basis="UU", **bound)
    heard.steps.create(order=1, name="Kajian", days=3, day_kind="working")
    Lesson.objects.create(slug="mulai", title="Mulai", body="Isi", published=True, sources=[{"title": "KPU"}])
