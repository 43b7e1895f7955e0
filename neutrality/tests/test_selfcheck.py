"""Sixty questions over four days of the general election, and what changes from one day to the next."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from neutrality.forms import SelfCheckForm
from neutrality.models import Rule, Sanction
from neutrality.periods import periods_of
from neutrality.selfcheck import may_i
from neutrality.terms import Act

BEFORE, CAMPAIGN, QUIET, AFTER = (
    date(2023, 10, 2),
    date(2024, 1, 15),
    date(2024, 2, 12),
    date(2024, 2, 20),
)
OLD_LAW, NEW_LAW = "Pasal 9 ayat (2)", "Pasal 24 ayat (1)"

# act: the slug of the rule that answers on each of the four days
ASKED_BY_A_PNS = {
    "like": ["medsos-sebelum-penetapan", *["medsos-sesudah-penetapan"] * 2, "medsos-sesudah-pemungutan"],
    "comment": ["medsos-sebelum-penetapan", *["medsos-sesudah-penetapan"] * 2, "medsos-sesudah-pemungutan"],
    "share": ["medsos-sebelum-penetapan", *["medsos-sesudah-penetapan"] * 2, "medsos-sesudah-pemungutan"],
    "follow": ["medsos-sebelum-penetapan", *["medsos-sesudah-penetapan"] * 2, "medsos-sesudah-pemungutan"],
    "join": ["medsos-sebelum-penetapan", *["medsos-sesudah-penetapan"] * 2, "medsos-sesudah-pemungutan"],
    "pose": ["foto-sebelum-penetapan", *["foto-sesudah-penetapan"] * 2, "medsos-sesudah-pemungutan"],
    "attend": ["hadir-sebelum-penetapan", *["hadir-sesudah-penetapan"] * 3],
    "wear": ["hadir-sebelum-penetapan", *["hadir-sesudah-penetapan"] * 3],
    "leave": ["pasangan-calon", "pasangan-calon", *["pasangan-calon-masa-tenang"] * 2],
    "spouse": ["pasangan-calon", "pasangan-calon", *["pasangan-calon-masa-tenang"] * 2],
    "banner": [*["alat-peraga"] * 3, "berpihak-sesudah-pemungutan"],
    "team": [*["tim-kampanye-pemilu"] * 3, "berpihak-sesudah-pemungutan"],
    "mobilise": ["keputusan"] * 4,
    "letter": [*["surat-dukungan"] * 3, "berpihak-sesudah-pemungutan"],
    "inform": ["boleh-membaca"] * 4,
}
ANSWERS = {
    "medsos-sebelum-penetapan": ("forbidden", "Pasal 11 huruf c", ["moral"]),
    "medsos-sesudah-penetapan": ("forbidden", "Pasal 5 huruf n", ["severe"]),
    "medsos-sesudah-pemungutan": ("careful", "Pasal 5 huruf n", ["moral", "light", "medium", "severe"]),
    "foto-sebelum-penetapan": ("forbidden", "Pasal 11 huruf c", ["moral"]),
    "foto-sesudah-penetapan": ("forbidden", "Pasal 5 huruf n", ["severe"]),
    "hadir-sebelum-penetapan": ("forbidden", "Pasal 11 huruf c", ["moral", "light", "medium", "severe"]),
    "hadir-sesudah-penetapan": ("forbidden", "Pasal 5 huruf n", ["medium", "severe"]),
    "pasangan-calon": ("conditional", "Lampiran II", ["moral", "light", "medium", "severe"]),
    "pasangan-calon-masa-tenang": ("forbidden", "Pasal 5 huruf n", ["medium", "severe"]),
    "alat-peraga": ("forbidden", "Lampiran II", ["moral", "light", "medium", "severe"]),
    "tim-kampanye-pemilu": ("forbidden", "Pasal 280 ayat (3)", ["severe", "crime"]),
    "keputusan": ("forbidden", "Pasal 5 huruf n", ["severe"]),
    "surat-dukungan": ("forbidden", "Pasal 5 huruf n", ["medium", "severe"]),
    "berpihak-sesudah-pemungutan": (
        "careful",
        "Pasal 5 huruf n",
        ["moral", "light", "medium", "severe"],
    ),
    "boleh-membaca": ("allowed", None, []),
}
QUESTIONS = [
    (act, day, slug)
    for act, slugs in ASKED_BY_A_PNS.items()
    for day, slug in zip((BEFORE, CAMPAIGN, QUIET, AFTER), slugs, strict=True)
]


def test_there_are_sixty_questions():
    assert len(QUESTIONS) == 60


@pytest.mark.parametrize(("act", "day", "slug"), QUESTIONS)
def test_the_rule_in_force_answers_with_its_article(rules, act, day, slug):
    answer = may_i(act=act, audience="pns", election=rules["pemilu-2024"], day=day)
    assert answer.rule and answer.rule.slug == slug
    permission, article, severities = ANSWERS[slug]
    articles = [basis.article for basis in answer.bases]
    assert answer.rule.permission == permission
    assert article is None or article in articles
    assert [sanction.severity for sanction in answer.sanctions] == severities
    if slug != "tim-kampanye-pemilu":
        old = day < date(2023, 10, 31)
        assert (OLD_LAW in articles, NEW_LAW in articles) == (old, not old)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2023, 11, 12), "before_set"),
        (date(2023, 11, 13), "set"),
        (date(2023, 11, 27), "set"),
        (date(2023, 11, 28), "campaign"),
        (date(2024, 2, 10), "campaign"),
        (date(2024, 2, 11), "quiet"),
        (date(2024, 2, 14), "voting"),
        (date(2024, 2, 15), "after"),
    ],
)
def test_periods_change_with_the_schedule(rules, day, period):
    answer = may_i(act="like", audience="pns", election=rules["pemilu-2024"], day=day)
    assert answer.period.period == period


def test_deciding_for_a_candidate_is_a_crime_in_local_elections_only(rules):
    day = date(2024, 10, 10)
    local = may_i(act="decision", audience="pns", election=rules["pilkada-2024"], day=day)
    general = may_i(act="decision", audience="pns", election=rules["pemilu-2024"], day=CAMPAIGN)
    assert local.sanctions[-1].slug == "pidana-pilkada"
    assert [sanction.severity for sanction in general.sanctions] == ["severe"]


@pytest.mark.parametrize(("day", "known"), [(date(2024, 11, 13), False), (date(2024, 11, 14), True)])
def test_the_constitutional_court_changes_the_answer_for_soldiers_from_one_day_to_the_next(rules, day, known):
    answer = may_i(act="decision", audience="armed", election=rules["pilkada-2024"], day=day)
    assert ("pidana-pilkada-tni-polri" in [one.slug for one in answer.sanctions]) is known


def test_each_audience_hears_of_its_own_sanctions_only(rules):
    staff = may_i(act="like", audience="staff", election=rules["pemilu-2024"], day=CAMPAIGN)
    contract = may_i(act="like", audience="pppk", election=rules["pemilu-2024"], day=CAMPAIGN)
    assert [sanction.slug for sanction in staff.sanctions] == ["non-asn"]
    assert "se-panrb-1-2023" in [basis.slug for basis in staff.bases]
    assert not {"pp-94-2021-5-n", "uu-20-2023-24-1"} & {basis.slug for basis in staff.bases}
    assert [sanction.slug for sanction in contract.sanctions] == ["pppk"]


def test_a_sanction_that_nobody_confirmed_is_not_told(rules):
    Sanction.objects.filter(slug="pppk").update(publication="suggested")
    contract = may_i(act="like", audience="pppk", election=rules["pemilu-2024"], day=CAMPAIGN)
    assert contract.rule and contract.sanctions == []


def test_a_rule_that_nobody_confirmed_does_not_answer(rules):
    Rule.objects.update(publication="suggested")
    answer = may_i(act="like", audience="pns", election=rules["pemilu-2024"], day=CAMPAIGN)
    assert answer.rule is None


@pytest.mark.parametrize(("audience", "permission"), [("pns", "allowed"), ("armed", "forbidden")])
def test_who_may_vote_is_answered_on_any_day(rules, audience, permission):
    for day in (BEFORE, CAMPAIGN, QUIET, date(2024, 2, 14)):
        answer = may_i(act="vote", audience=audience, election=rules["pemilu-2024"], day=day)
        assert answer.rule and answer.rule.permission == permission and answer.bases


@pytest.mark.parametrize(
    ("election", "slug", "article"),
    [
        ("pemilu-2024", "tni-polri-memilih", "uu-7-2017-200"),
        ("pilkada-2024", "tni-polri-memilih-pilkada", "pkpu-7-2024"),
    ],
)
def test_soldiers_and_police_hear_of_the_law_of_this_very_election(rules, election, slug, article):
    answer = may_i(act="vote", audience="armed", election=rules[election], day=rules[election].date)
    assert answer.rule and (answer.rule.slug, answer.rule.permission) == (slug, "forbidden")
    assert {basis.slug for basis in answer.bases} == {article, "uu-2-2002-28-2"}


@pytest.mark.parametrize("election", ["pemilu-2024", "pilkada-2024"])
@pytest.mark.parametrize("act", Act.values)
def test_soldiers_and_police_get_an_answer_with_an_article_to_every_question(rules, election, act):
    for one in periods_of(rules[election]):
        day = one.nearest(rules[election].date)
        answer = may_i(act=act, audience="armed", election=rules[election], day=day)
        assert answer.rule and answer.bases, one.period
        assert all(not basis.audiences or "armed" in basis.audiences for basis in answer.bases)
        assert answer.sanctions or act in ("read", "inform", "vote")


def asked(**values):
    form = SelfCheckForm({"act": "like", **values})
    return form, form.question()


STAGES = ("before_set", "campaign", "quiet", "after")
BY_STAGE = [
    (act, stage, day, slug)
    for act, slugs in ASKED_BY_A_PNS.items()
    for stage, day, slug in zip(STAGES, (BEFORE, CAMPAIGN, QUIET, AFTER), slugs, strict=True)
]


@pytest.mark.parametrize(("act", "stage", "day", "slug"), BY_STAGE)
def test_the_stage_answers_like_any_of_its_days(rules, act, stage, day, slug):
    for on in ("", day.isoformat()):
        _form, question = asked(act=act, stage=f"pemilu-2024.{stage}", on=on)
        answer = may_i(**question)
        assert answer.period.period == stage and (not on or question["day"] == day)
        assert answer.rule and answer.rule.slug == slug
        articles = [basis.article for basis in answer.bases]
        assert ANSWERS[slug][1] is None or ANSWERS[slug][1] in articles


@pytest.mark.parametrize(
    ("now", "stage", "day"),
    [
        ("2024-01-15", "campaign", date(2024, 1, 15)),
        ("2023-06-01", "campaign", date(2023, 11, 28)),
        ("2026-11-28", "campaign", date(2024, 2, 10)),
        ("2026-11-28", "before_set", date(2023, 11, 12)),
        ("2023-06-01", "after", date(2024, 2, 15)),
    ],
)
def test_a_stage_stands_in_for_the_date_by_its_day_nearest_to_today(rules, time_machine, now, stage, day):
    time_machine.move_to(f"{now} 10:00")
    form, question = asked(stage=f"pemilu-2024.{stage}")
    assert question["day"] == day and question["election"] == rules["pemilu-2024"] and form.stood_in


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"on": "2024-02-12"}, "on", "28 Nov 2023 – 10 Feb 2024"),
        ({"on": "2023-11-27"}, "on", "28 Nov 2023 – 10 Feb 2024"),
        ({"election": "pilkada-2024"}, "stage", "milik"),
        ({"stage": "pemilu-2024.summer"}, "stage", "summer"),
    ],
)
def test_date_election_and_stage_have_to_agree(rules, said, field, told):
    form, question = asked(**{"stage": "pemilu-2024.campaign"} | said)
    assert question is None and told in str(form.errors[field])


def test_every_stage_of_every_election_is_offered_with_its_days(rules):
    groups = dict(SelfCheckForm().fields["stage"].choices[1:])
    assert len(groups) == 2 and all(len(stages) == 6 for stages in groups.values())
    labels = [label for stages in groups.values() for _value, label in stages]
    assert "Masa tenang (11 Feb 2024 – 13 Feb 2024)" in labels
    assert "Sebelum calon ditetapkan (sampai 12 Nov 2023)" in labels
    assert "Hari pemungutan suara (27 Nov 2024)" in labels


def test_no_day_is_without_a_period(rules):
    for election in rules.values():
        found = periods_of(election)
        assert found[0].starts is None and found[-1].ends is None
        for one, following in pairwise(found):
            assert following.starts == one.ends + timedelta(days=1)
