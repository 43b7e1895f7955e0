import pytest

from factcheck.tests.making import make_user, published
from reports import cases, joining
from reports.models import Case, CaseSketch
from reports.tests.making import HOAX, OTHER, answer, processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_match")]
LONGER = HOAX + ", begitu kata teman saya yang bekerja di pelabuhan"


@pytest.fixture
def editor():
    return make_user()


@pytest.mark.parametrize(
    "wording",
    [
        HOAX.upper(),
        "*DITERUSKAN*\n\n" + HOAX + "\n\nSebarkan!!! 🙏🙏",
        HOAX.replace("kontainer", "kontener").replace("sudah", "sdh").replace("dari", "dr"),
        " ".join(HOAX.split()[:11]),
        "𝗔𝘄𝗮𝘀! " + HOAX[6:],
    ],
)
def test_the_same_hoax_forwarded(wording):
    assert processed(HOAX).case == processed(wording).case


def test_short_words_alone_never_join():
    assert processed("Hoaks?").case != processed("Hoaks!").case


def test_merged_cases_stay_merged(editor):
    one, other = processed(HOAX).case, processed(OTHER).case
    cases.merge(case=other, into=one, actor=editor)
    assert not Case.objects.filter(pk=other.pk).exists()
    assert one.reports.count() == 2
    assert processed(OTHER + "!").case == one


def test_merging_into_an_answered_case_answers(editor):
    one, other = processed(HOAX).case, processed(OTHER).case
    debunk = published()
    cases.answer(case=one, debunk=debunk, actor=editor)
    cases.merge(case=other, into=one, actor=editor)
    assert set(one.reports.values_list("state", "debunk")) == {("answered", debunk.pk)}


def test_what_cannot_be_merged(editor):
    hoax, sara = processed(HOAX).case, processed(HOAX, kind="sara").case
    for into in (hoax, sara):
        with pytest.raises(cases.ActionRefused, match="sejenis"):
            cases.merge(case=hoax, into=into, actor=editor)


def test_split_reports_stay_split(editor):
    processed(HOAX)
    longer = processed(LONGER)
    split = cases.split(reports=[longer], actor=editor)
    longer.refresh_from_db()
    assert longer.case == split != processed(HOAX).case
    assert processed(LONGER + "!").case == split


def test_a_split_is_not_undone_by_the_matcher(editor, monkeypatch):
    debunk = published()
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer(debunk))
    processed(HOAX)
    longer = processed(LONGER)
    split = cases.split(reports=[longer], actor=editor)
    again = processed(LONGER + "?")
    assert (again.case, again.state) == (split, "queued")
    assert processed(HOAX + "?").debunk == debunk


def test_a_debunk_refused_by_an_editor_is_not_taken_again(editor, monkeypatch):
    debunk = published()
    monkeypatch.setattr("reports.pipeline.check", lambda **kwargs: answer(debunk))
    case = processed(HOAX).case
    cases.reopen(case=case, actor=editor, why="bukan klaim ini")
    assert processed("Info: " + HOAX).state == "queued"


def test_what_cannot_be_split(editor):
    one, other = processed(HOAX), processed(OTHER)
    for chosen in ([one], [one, other]):
        with pytest.raises(cases.ActionRefused):
            cases.split(reports=chosen, actor=editor)


def test_a_case_keeps_a_limited_number_of_wordings(monkeypatch):
    monkeypatch.setattr(joining, "MAX_SKETCHES", 2)
    for ending in (
        "",
        ", kata teman saya di pelabuhan itu",
        ", menurut kabar dari seorang petugas bea cukai",
    ):
        processed(HOAX + ending)
    assert CaseSketch.objects.count() == 2


def test_lookalikes_by_wording_and_by_number():
    scam = "Daftar jadi petugas TPS lewat WA 0812-3456-7890 bayar dua ratus ribu rupiah saja"
    case = processed(scam).case
    same_number = processed("Pulsa gratis dari KPU, hubungi +62 812 3456 7890 sekarang juga").case
    processed(OTHER)
    assert joining.lookalikes(case) == [(same_number, 0.0, 0.0, True)]
