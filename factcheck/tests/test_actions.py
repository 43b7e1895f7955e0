import datetime

import pytest
from django.utils import timezone

from core.models import AuditEntry, Change
from factcheck import actions
from factcheck.models import Correction, Debunk
from factcheck.tests.making import draft, make_user, published, ready, retracted

pytestmark = pytest.mark.django_db


def log():
    return [(change.kind, change.object_id) for change in Change.objects.order_by("number")]


def test_a_draft_gets_its_author_and_an_address_of_its_own():
    writer = make_user()
    values = {"title": "Surat suara palsu", "claim": "Ada surat suara palsu", "verdict": "salah"}
    first = actions.save_draft(debunk=Debunk(**values), actor=writer)
    second = actions.save_draft(debunk=Debunk(**values), actor=writer)
    assert first.author == writer and first.state == "draft"
    assert first.slug == "surat-suara-palsu"
    assert second.slug.startswith("surat-suara-palsu-")
    assert log() == []  # nobody outside learns of a draft


def test_from_draft_to_publication():
    writer, reviewer = make_user("penulis"), make_user("pemeriksa")
    debunk = actions.submit_for_review(debunk=ready(author=writer), actor=writer)
    assert debunk.state == "review"
    debunk = actions.publish(debunk=debunk, actor=reviewer, ticks=["claim", "conclusion"])
    debunk.refresh_from_db()
    assert (debunk.state, debunk.author, debunk.reviewer) == ("published", writer, reviewer)
    assert debunk.published_at is not None and debunk.external_id
    assert log() == [("published", debunk.pk)]
    assert list(AuditEntry.objects.order_by("id").values_list("action", "actor__username")) == [
        ("submit_for_review", "penulis"),
        ("publish", "pemeriksa"),
    ]


def test_the_machine_publishes_without_a_reviewer_and_the_audit_says_so():
    published()
    assert AuditEntry.objects.get(action="publish").details == {"four_eyes": "exempt"}


def test_an_id_from_elsewhere_is_kept_and_a_date_can_be_given():
    at = timezone.now() - datetime.timedelta(days=400)
    debunk = actions.publish(debunk=draft(external_id="luar-1"), actor=None, at=at)
    assert (debunk.external_id, debunk.published_at) == ("luar-1", at)


def test_a_correction_stays_published_and_tells_from_what_to_what():
    editor, debunk = make_user(), published()
    correction = actions.correct(
        debunk=debunk, actor=editor, reason=" Bukti baru ", fields={"verdict": "menyesatkan"}
    )
    debunk.refresh_from_db()
    assert (debunk.state, debunk.verdict) == ("published", "menyesatkan")
    assert (correction.from_verdict, correction.to_verdict) == ("salah", "menyesatkan")
    assert (correction.text, correction.author) == ("Bukti baru", editor)
    change = Change.objects.get(kind="corrected")
    assert change.number == debunk.change_number
    assert change.data == {"changed": ["verdict"], "from_verdict": "salah", "to_verdict": "menyesatkan"}
    assert AuditEntry.objects.get(action="correct").details["reason"] == "Bukti baru"


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_without_reason_changes_nothing(reason):
    debunk = published()
    with pytest.raises(actions.ActionRefused, match="alasan"):
        actions.correct(debunk=debunk, actor=None, reason=reason, fields={"title": "Lain"})
    assert Debunk.objects.get(pk=debunk.pk).title == debunk.title
    assert not Correction.objects.exists()


def test_a_correction_that_changes_nothing_is_refused():
    debunk = published()
    with pytest.raises(actions.ActionRefused, match="Tidak ada yang berubah"):
        actions.correct(debunk=debunk, actor=None, reason="Ralat", fields={"title": debunk.title})


def test_a_value_that_the_model_does_not_allow_is_refused():
    debunk = published()
    with pytest.raises(actions.ActionRefused):
        actions.correct(debunk=debunk, actor=None, reason="Ralat", fields={"title": "x" * 301})
    assert log() == [("published", debunk.pk)]


@pytest.mark.parametrize("field", actions.MATERIAL)
def test_the_finding_of_a_published_debunk_changes_only_by_correction(field):
    debunk = published()
    with pytest.raises(actions.ActionRefused, match="koreksi"):
        actions.update(debunk=debunk, actor=None, fields={field: "benar"})


def test_a_draft_takes_its_address_from_its_latest_title():
    editor = make_user()
    debunk = actions.save_draft(debunk=draft(title="VIRAL surat suara palsu"), actor=editor)
    debunk.title = "Surat suara itu asli"
    assert actions.save_draft(debunk=debunk, actor=editor).slug == "surat-suara-itu-asli"
    debunk.summary = "Sudah dicek."
    assert actions.save_draft(debunk=debunk, actor=editor).slug == "surat-suara-itu-asli"


@pytest.mark.parametrize("field", ["state", "slug", "published_at", "author"])
def test_no_edit_reaches_what_only_actions_may_set(field):
    debunk = published()
    with pytest.raises(ValueError, match=field):
        actions.correct(debunk=debunk, actor=None, reason="Ralat", fields={field: "draft"})
    with pytest.raises(ValueError, match=field):
        actions.update(debunk=debunk, actor=None, fields={field: "draft"})


def test_a_minor_update_is_told_but_is_no_correction():
    debunk = actions.update(debunk=published(), actor=None, fields={"kind": "palsu"}, related=["topics"])
    assert debunk.kind == "palsu"
    assert Change.objects.get(kind="updated").data == {"changed": ["kind", "topics"]}
    assert not Correction.objects.exists()


def test_a_retracted_debunk_keeps_its_address_and_its_reason():
    debunk = actions.retract(debunk=published(), actor=make_user(), reason="Sumbernya keliru")
    debunk.refresh_from_db()
    assert (debunk.state, debunk.retraction_reason) == ("retracted", "Sumbernya keliru")
    assert debunk.retracted_at and debunk.published_at
    assert debunk in Debunk.objects.public() and debunk not in Debunk.objects.published()
    assert log()[-1] == ("retracted", debunk.pk)


def test_a_retraction_needs_a_reason():
    with pytest.raises(actions.ActionRefused, match="alasan"):
        actions.retract(debunk=published(), actor=None, reason="")


@pytest.mark.parametrize(
    "act",
    [
        lambda thing: actions.submit_for_review(debunk=thing, actor=None),
        lambda thing: actions.publish(debunk=thing, actor=None),
        lambda thing: actions.save_draft(debunk=thing, actor=None),
        lambda thing: actions.discard(debunk=thing, actor=None),
    ],
)
def test_what_is_done_to_drafts_is_refused_for_public_debunks(act):
    for thing in (published(), retracted()):
        with pytest.raises(actions.ActionRefused):
            act(thing)
        assert Debunk.objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda thing: actions.correct(debunk=thing, actor=None, reason="x", fields={"title": "y"}),
        lambda thing: actions.update(debunk=thing, actor=None, fields={"kind": "palsu"}),
        lambda thing: actions.retract(debunk=thing, actor=None, reason="x"),
    ],
)
def test_what_is_done_to_published_debunks_is_refused_for_others(act):
    for thing in (draft(), retracted()):
        with pytest.raises(actions.ActionRefused):
            act(thing)


def test_the_second_of_two_editors_is_told_instead_of_overwriting_the_first():
    debunk = published()
    seen_by_both = Debunk.objects.get(pk=debunk.pk)
    actions.correct(debunk=debunk, actor=None, reason="Ralat", fields={"title": "Judul baru"})
    with pytest.raises(actions.ActionRefused, match="orang lain"):
        actions.correct(debunk=seen_by_both, actor=None, reason="Ralat", fields={"title": "Lain"})
    assert Debunk.objects.get(pk=debunk.pk).title == "Judul baru"


def test_a_draft_can_be_discarded_and_the_audit_remembers_it():
    debunk = draft()
    actions.discard(debunk=debunk, actor=None)
    assert not Debunk.objects.exists()
    assert AuditEntry.objects.get(action="discard").details == {"title": debunk.title}
