"""What would be referred is read before it is: letter and copies, as a draft, and each look is noted."""

import pytest

from neutrality import bundle, desk, evidence, vault
from neutrality.models import Case, CustodyEntry, EvidenceFile, Referral
from neutrality.tests.making import CANARIES, accepted, officer, picture, proposed
from neutrality.tests.test_bundle import words_of
from neutrality.tests.test_desk_pages import LIST, page, post


@pytest.fixture
def masked(case, first) -> EvidenceFile:
    piece = case.reports.get().evidence.get(kind="file")
    return evidence.mask(evidence=piece, boxes=[(0, 0, 50, 50)], actor=first)


@pytest.fixture
def proposal(case, masked, first) -> Referral:
    return proposed(case, first)


def draft_of(referral) -> str:
    return f"{LIST}{referral.case_id}/draf/{referral.pk}/"


def events() -> list[tuple[str, int | None]]:
    return list(CustodyEntry.objects.order_by("number").values_list("event", "actor_number"))


@pytest.mark.parametrize("role", ["first", "second"])
def test_both_officers_read_the_letter_as_it_will_be(client, proposal, first, second, role):
    reader = {"first": first, "second": second}[role]
    client.force_login(reader)
    assert draft_of(proposal) in client.get(page(proposal.case)).content.decode()
    shown = client.get(draft_of(proposal))
    assert "DRAF" in shown.content.decode() and "no-store" in shown["Cache-Control"]
    letter = client.get(draft_of(proposal) + "surat.pdf")
    assert letter["Content-Type"] == "application/pdf" and "no-store" in letter["Cache-Control"]
    words = words_of(letter.content)
    for said in ("KASN", CANARIES["name"], "KENARITIMBANG", "(DRAF)", "BELUM DISETUJUI", "belum disetujui"):
        assert said in words, said
    assert events()[-1] == ("previewed", reader.pk)


def test_the_copies_are_shown_masked_and_each_look_is_noted(client, proposal, masked, second):
    client.force_login(second)
    assert f'src="{draft_of(proposal)}0/"' in client.get(draft_of(proposal)).content.decode()
    shown = client.get(draft_of(proposal) + "0/")
    assert shown.content == vault.take(masked.name) and shown["Content-Type"].startswith("image/")
    assert "no-store" in shown["Cache-Control"]
    line = CustodyEntry.objects.order_by("number").last()
    assert (line.event, line.actor_number, line.file_name) == ("viewed", second.pk, masked.name)
    assert client.get(draft_of(proposal) + "9/").status_code == 404


def test_the_letter_is_no_draft_once_it_is_approved(client, proposal, second):
    client.force_login(second)
    post(client, proposal.case, "approve")
    assert draft_of(proposal) not in client.get(page(proposal.case)).content.decode()
    for path in ("", "surat.pdf", "0/"):
        assert client.get(draft_of(proposal) + path).status_code == 302


@pytest.mark.parametrize("path", ["", "surat.pdf", "0/"])
def test_nobody_else_reads_it(client, proposal, admin_user, path):
    client.force_login(admin_user)
    response = client.get(draft_of(proposal) + path)
    assert response.status_code == 403 and b"KENARI" not in response.content


@pytest.fixture
def twice(desk_day) -> Case:
    """The same file sent twice, once in a report that was joined."""
    case = accepted(uploads=[picture("red"), picture("red"), picture("blue")]).report.case
    other = accepted(uploads=[picture("red")]).report.case
    return desk.join(case=other, into=case, actor=officer("petugas3"))


def files_of(case) -> list[EvidenceFile]:
    return list(EvidenceFile.objects.filter(evidence__report__case=case).order_by("evidence_id", "id"))


def test_a_mask_covers_every_copy_of_the_picture(twice, first, second):
    pieces = [
        file.evidence for file in files_of(twice) if file.role == "original" and file.evidence.kind == "file"
    ]
    evidence.mask(evidence=pieces[0], boxes=[(0, 0, 50, 50)], actor=first)
    masked = [file.evidence_id for file in files_of(twice) if file.role == "masked"]
    assert masked == [pieces[0].pk, pieces[1].pk, pieces[3].pk]


def test_a_copy_that_comes_later_is_referred_masked_too(case, masked, first, second):
    later = accepted(uploads=[picture()]).report
    desk.join(case=later.case, into=case, actor=first)
    names = [one.place.split("-")[1] for one in chosen(proposed(case, first))]
    assert names == ["tersamar.png"] * 2 or names == ["tersamar.jpg"] * 2


def chosen(referral):
    return [one for one in bundle.chosen_for(referral) if one.file.evidence.kind == "file"]


def test_masks_that_differ_are_no_answer_until_somebody_looked_again(case, masked, first):
    other = accepted(uploads=[picture()]).report
    piece = other.evidence.get(kind="file")
    evidence.mask(evidence=piece, boxes=[(50, 50, 50, 50)], actor=first)
    desk.join(case=other.case, into=case, actor=first)
    with pytest.raises(desk.Refused, match="disamarkan berbeda"):
        proposed(case, first)
    piece = case.reports.first().evidence.get(kind="file")
    both = evidence.mask(evidence=piece, boxes=[(0, 0, 50, 50), (50, 50, 50, 50)], actor=first)
    assert [one.part().data for one in chosen(proposed(case, first))] == [vault.take(both.name)] * 2
