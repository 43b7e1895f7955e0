import pytest

from core.models import AuditEntry
from factcheck import actions, checklist
from factcheck.actions import ActionRefused
from factcheck.models import Appearance, Source, Tick
from factcheck.tests.making import draft, in_review, make_user, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return make_user("peninjau")


def lacking(debunk):
    return checklist.missing(checklist.computed(debunk))


def test_a_bare_draft_is_told_all_that_it_lacks():
    writer = make_user()
    with pytest.raises(ActionRefused) as refusal:
        actions.submit_for_review(debunk=draft(author=writer), actor=writer)
    for point in ("Vonis dan jenis", "Kesimpulan", "kemunculan klaim diarsipkan", "Dua rujukan"):
        assert point in str(refusal.value)


def test_a_complete_draft_lacks_nothing():
    assert lacking(ready()) == []


@pytest.mark.parametrize("verdict", ["benar", "belum-terbukti"])
def test_what_is_true_or_unknown_has_no_kind_of_falsehood(verdict):
    assert lacking(ready(verdict=verdict, kind="")) == []
    assert lacking(ready(verdict="salah", kind="")) == ["Vonis dan jenis dipilih"]


@pytest.mark.parametrize(
    ("first", "second", "independent"),
    [
        ({"url": "https://a.example/1"}, {"url": "https://b.example/1"}, True),
        ({"url": "https://a.example/1"}, {"url": "https://www.a.example/2"}, False),
        ({"url": "https://a.example/1"}, {"publisher": "Arsip Nasional"}, True),
        ({"publisher": "KPU"}, {"publisher": "kpu "}, False),
        ({"url": "https://www.kpu.go.id/1"}, {"url": "https://jdih.kpu.go.id/2"}, False),
        ({"url": "https://www.kpu.go.id/1"}, {"url": "https://www.bawaslu.go.id/2"}, True),
        ({"url": "https://kpu.bogorkab.go.id/1"}, {"url": "https://kpu.depok.go.id/1"}, True),
        ({"url": "https://nasional.kompas.com/1"}, {"url": "https://Megapolitan.Kompas.com:443/2"}, False),
        ({"url": "https://www.contoh.co.id/1"}, {"url": "https://www.lain.co.id/1"}, True),
        ({"url": "https://satu.blogspot.com/1"}, {"url": "https://dua.blogspot.com/1"}, True),
        ({"url": "http://10.0.0.1/1"}, {"url": "http://10.1.0.1/1"}, True),
        ({"url": "https://a.example/1", "publisher": "KPU"}, {"publisher": "kpu"}, False),
        (
            {"url": "https://a.example/1", "publisher": "KPU"},
            {"url": "https://b.example/", "publisher": "KPU"},
            False,
        ),
        (
            {"url": "https://youtube.com/watch?v=1", "publisher": "KPU RI"},
            {"url": "https://www.youtube.com/watch?v=2", "publisher": "Bawaslu RI"},
            True,
        ),
        ({"url": "https://youtube.com/watch?v=1"}, {"url": "https://youtu.be/2"}, False),
        (
            {"url": "https://x.com/a/1", "publisher": "KPU"},
            {"url": "https://www.kpu.go.id/2", "publisher": "KPU"},
            False,
        ),
        ({"url": "https://a.example/1"}, {}, False),
        ({"url": "https://a.example/1"}, {"url": "http://127.0.0.1:8000/hoaks/lain/"}, False),
    ],
)
def test_two_sources_are_independent_when_they_come_from_different_places(
    settings, first, second, independent
):
    settings.SITE_URL = "http://127.0.0.1:8000"
    found = checklist.origins([Source(**first), Source(**second)])
    assert (len(found) >= checklist.FEWEST_SOURCES) is independent


def test_why_two_addresses_count_as_one_source_is_said():
    debunk = ready()
    debunk.sources.all().delete()
    debunk.sources.create(title="Berita", url="https://www.kpu.go.id/1", publisher="KPU")
    assert lacking(debunk) == ["Dua rujukan dari sumber yang berbeda"]
    debunk.sources.create(title="Peraturan", url="https://jdih.kpu.go.id/2", order=1)
    [said] = lacking(debunk)
    assert said.endswith(
        "(dihitung satu sumber, karena semuanya dari kpu.go.id: jdih.kpu.go.id, www.kpu.go.id (KPU))"
    )
    debunk.sources.create(title="Pengawasan", url="https://www.bawaslu.go.id/3", order=2)
    assert lacking(debunk) == []


def test_a_message_in_a_closed_chat_is_archived_as_a_picture():
    debunk = ready()
    debunk.appearances.all().delete()
    appearance = Appearance.objects.create(debunk=debunk, platform="whatsapp")
    assert lacking(debunk) == ["Setidaknya satu kemunculan klaim diarsipkan"]
    debunk.images.create(image="debunks/x.png", alt="Tangkapan layar", credit="Pembaca")
    assert lacking(debunk) == []
    appearance.url = "https://facebook.example/1"  # what has an address is archived at one
    appearance.save()
    assert lacking(debunk) == ["Setidaknya satu kemunculan klaim diarsipkan"]


def test_the_reviewer_vouches_for_what_no_machine_sees(reviewer):
    debunk = in_review(writer=make_user())
    with pytest.raises(ActionRefused, match=r"Kalimat pertama menyebut kesimpulan\.$"):
        actions.publish(debunk=debunk, actor=reviewer, ticks=["claim"])
    actions.publish(debunk=debunk, actor=reviewer, ticks=["claim", "conclusion"])
    assert set(Tick.objects.values_list("item", "by__username")) == {
        ("claim", "peninjau"),
        ("conclusion", "peninjau"),
    }
    ticks = AuditEntry.objects.get(action="publish").details["ticks"]
    assert ticks == {"claim": "peninjau", "conclusion": "peninjau"}


@pytest.mark.parametrize("where", ["explanation", "conclusion", "list"])
def test_pictures_need_a_word_about_their_credit(reviewer, where):
    fields = {} if where == "list" else {where: "Lihat ![foto](/media/debunks/x.png)"}
    debunk = in_review(writer=make_user(), **fields)
    if where == "list":
        debunk.images.create(image="debunks/x.png", alt="Foto", credit="KPU")
    with pytest.raises(ActionRefused, match="gambar salinan"):
        actions.publish(debunk=debunk, actor=reviewer, ticks=["claim", "conclusion"])


def test_a_changed_text_is_to_be_vouched_for_anew(reviewer):
    debunk = in_review(writer=make_user())
    Tick.objects.create(debunk=debunk, item="claim", by=reviewer)
    debunk.claim = "Klaim lain"
    actions.save_draft(debunk=debunk, actor=None)
    assert not Tick.objects.exists()
