"""The rows of a busy desk, written past the actions: only what the lists and forms read matters here."""

import random
from datetime import UTC, datetime, timedelta

DEBUNKS, REPORTS, CASES, REVIEWS, REQUESTS = 10_000, 50_000, 5_000, 5_000, 2_000
START = datetime(2024, 1, 1, tzinfo=UTC)
WORDS = tuple("kontainer surat suara tercoblos pelabuhan saksi petugas kotak undangan pemilih".split())  # noqa: SIM905
BATCH = 1_000


def fill():
    """Fill the database; a client that is signed in as a superuser."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - there are no models before `fresh_site`
    from django.db import transaction  # noqa: PLC0415

    from core.planner import tell_planner  # noqa: PLC0415

    chief = get_user_model().objects.create_superuser("pemimpin")
    with transaction.atomic():
        debunks = make_debunks(chief)
        make_evidence(debunks)
        make_reports(debunks, chief)
        make_leads()
        make_requests(debunks)
        make_log(debunks, chief)
    tell_planner()
    return signed_in(chief)


def signed_in(user):
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django_otp import DEVICE_ID_SESSION_KEY  # noqa: PLC0415
    from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: PLC0415

    # Nothing was collected here.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    client = Client()
    client.force_login(user)
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=True)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id  # the code was asked for and given
    session.save()
    return client


def make_debunks(chief):
    from candidates.models import Party, Person  # noqa: PLC0415
    from factcheck.models import Debunk, Kind, Topic, Verdict  # noqa: PLC0415
    from factcheck.versions import keep_many  # noqa: PLC0415

    states = ["published"] * 17 + ["draft", "review", "published"]
    debunks = [
        Debunk(
            slug=f"debunk-{number}",
            external_id=f"x-{number}",
            title=f"Tidak benar {sentence(number, 7)} nomor {number}",
            claim=sentence(number, 60),
            verdict=Verdict.values[number % len(Verdict.values)],
            kind=Kind.values[number % len(Kind.values)],
            summary=sentence(number, 20),
            explanation="\n\n".join(sentence(number + part, 80) for part in range(5)),
            conclusion=sentence(number, 30),
            state=states[number % len(states)],
            published_at=START + timedelta(hours=number),
            author=chief,
        )
        for number in range(DEBUNKS)
    ]
    Debunk.objects.bulk_create(debunks, BATCH)
    keep_many(((debunk, {}, "") for debunk in debunks), actor=chief)
    topics = [Topic.objects.create(slug=f"tema-{n}", name=f"Tema {n}") for n in range(40)]
    people = [Person.objects.create(slug=f"orang-{n}", name=f"Orang {n}") for n in range(500)]
    parties = [Party.objects.create(slug=f"partai-{n}", name=f"Partai {n}") for n in range(24)]
    for name, rows in (("topics", topics), ("people", people), ("parties", parties)):
        link(Debunk, name, debunks, rows)
    return debunks


def link(model, name: str, debunks, rows) -> None:
    through = getattr(model, name).through
    column = f"{rows[0]._meta.model_name}_id"
    pairs = [(debunk.pk, rows[place % len(rows)].pk) for place, debunk in enumerate(debunks)]
    through.objects.bulk_create([through(**{"debunk_id": one, column: other}) for one, other in pairs], BATCH)


def make_evidence(debunks):
    from factcheck.evidence import find_links  # noqa: PLC0415
    from factcheck.models import Appearance, Capture, Link, Source  # noqa: PLC0415

    Source.objects.bulk_create(
        [
            Source(debunk=debunk, title=f"Sumber {n}", url=f"https://s{n}.id/{debunk.pk}", order=n)
            for debunk in debunks
            for n in range(3)
        ],
        BATCH,
    )
    Appearance.objects.bulk_create(
        [Appearance(debunk=debunk, platform="web", url=f"https://x.id/{debunk.pk}") for debunk in debunks],
        BATCH,
    )
    while find_links():
        pass
    Link.objects.update(state="alive", checked_at=START, last_alive_at=START)
    Link.objects.filter(host="s1.id").update(state="dead", first_dead_at=START)
    Capture.objects.bulk_create(
        [
            Capture(link_id=pk, at=START, status=200, size=9, sha256="a" * 64, text=sentence(pk, 300))
            for pk in Link.objects.values_list("pk", flat=True)[:10_000]
        ],
        BATCH,
    )


def make_reports(debunks, chief):
    from reports.models import Answer, Case, HoaxReport, Message  # noqa: PLC0415

    cases = [
        Case(
            title=sentence(number, 8)[:200],
            state="open" if number % 3 else "answered",
            debunk=None if number % 3 else debunks[number],
            closed_at=None if number % 3 else START,
            score=number % 100,
            assignee=None if number % 5 else chief,
        )
        for number in range(CASES)
    ]
    Case.objects.bulk_create(cases, BATCH)
    chance = random.Random(1)
    chosen = [cases[min(int(chance.expovariate(1 / 400)), CASES - 1)] for _ in range(REPORTS)]
    reports = [
        HoaxReport(
            receipt=f"DMP-{number}",
            channel=["web", "whatsapp", "telegram", "email"][number % 4],
            text=sentence(number, 40),
            state="answered" if case.debunk_id else "queued",
            debunk_id=case.debunk_id,
            case=case,
            processed_at=START,
            failure="" if number % 500 else "rusak",
        )
        for number, case in enumerate(chosen)
    ]
    HoaxReport.objects.bulk_create(reports, BATCH)
    answers = [
        Answer(report=report, debunk_id=report.debunk_id, verdict="salah")
        for report in reports
        if report.debunk_id
    ]
    Answer.objects.bulk_create(answers, BATCH)
    Message.objects.bulk_create(
        [Message(report=answer.report, answer=answer, channel="email") for answer in answers], BATCH
    )


def make_leads():
    from factcheck.models import Outlet, OutletProblem, Review  # noqa: PLC0415

    outlets = [
        Outlet(name=f"Pemeriksa {n}", homepage=f"https://p{n}.id", address=f"https://p{n}.id/umpan")
        for n in range(20)
    ]
    Outlet.objects.bulk_create(outlets)
    Review.objects.bulk_create(
        [
            Review(
                outlet=outlets[n % 20],
                url=f"https://p.id/{n}",
                key=f"{n}",
                title=sentence(n, 8),
                claim=sentence(n, 40),
                rating="Salah",
            )
            for n in range(REVIEWS)
        ],
        BATCH,
    )
    OutletProblem.objects.bulk_create(
        [
            OutletProblem(outlet=outlets[n % 20], url=f"u{n}", what="rusak", first_at=START, last_at=START)
            for n in range(400)
        ]
    )


def make_requests(debunks):
    from factcheck.models import CorrectionRequest  # noqa: PLC0415

    CorrectionRequest.objects.bulk_create(
        [
            CorrectionRequest(receipt=f"r{n}", debunk=debunks[n * 3], text=sentence(n, 40))
            for n in range(REQUESTS)
        ],
        BATCH,
    )


def make_log(debunks, chief):
    from core.audit import audit_many  # noqa: PLC0415
    from core.changes import record  # noqa: PLC0415

    audit_many(actor=chief, action="publish", subjects=debunks)
    record(kind="published", objects=debunks)


def sentence(seed: int, words: int) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choices(WORDS, k=words)) + f" {seed}"
