"""The registry of campaign accounts: imported, searched, and in the API."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from candidates.tests import factories
from neutrality import registers
from neutrality.accounts import import_accounts
from neutrality.handles import account_of
from neutrality.models import CampaignAccount
from neutrality.tests.conftest import rows

HEAD = "election,platform,handle,owner,valid_from,valid_to,source_title,url\n"
ROW = "pemilu-2024,instagram,@Tim.Uji,Pasangan Uji,2023-11-28,2024-02-10,Daftar akun KPU,\n"


def imported(text, **options):
    return import_accounts(actor=None, data=text.encode(), **options)


@pytest.fixture
def account(elections):
    imported(HEAD + ROW)
    return CampaignAccount.objects.get()


@pytest.mark.parametrize(
    "written",
    [
        "@Tim.Uji",
        " tim.uji ",
        "https://www.instagram.com/Tim.Uji/?hl=id",
        "https://youtube.com/@tim.uji",
        "www.facebook.com/tim.uji",
        "https://www.youtube.com/user/tim.uji/videos",
    ],
)
def test_an_account_is_known_however_it_is_written(written):
    assert account_of(written) == "tim.uji"


def test_a_row_becomes_a_published_account_with_its_source(account):
    assert (account.handle, account.owner, account.publication) == ("tim.uji", "Pasangan Uji", "published")
    assert account.source_title == "Daftar akun KPU"


def test_accounts_of_the_demonstration_are_marked_and_can_belong_to_nobody(client, elections):
    registers.load("accounts", rows("neutrality/accounts"), demo=True)
    page = client.get("/netralitas-asn/akun/").content.decode()
    told = client.get("/api/v1/campaign-accounts/").json()["results"]
    assert page.count(">contoh<") == len(told) == 4 and all(account["demo"] for account in told)
    longest = {"instagram": 30, "tiktok": 24, "x": 15}
    for account in CampaignAccount.objects.all():
        most = longest.get(account.platform)
        assert len(account.handle) > most if most else account.handle.endswith(".example")


def test_an_account_that_was_registered_is_not_marked(client, account):
    assert ">contoh<" not in client.get("/netralitas-asn/akun/").content.decode()


def test_importing_again_changes_nothing(account):
    done = imported(HEAD + ROW)
    assert (done.created, done.updated, done.unchanged) == (0, 0, 1)


def test_a_changed_row_is_updated(account):
    assert imported(HEAD + ROW.replace("2024-02-10", "2024-02-09")).updated == 1
    account.refresh_from_db()
    assert account.valid_to.isoformat() == "2024-02-09"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("pemilu-2024", "pemilu-1955", "pemilu-1955"),
        ("instagram", "friendster", "platform"),
        ("2023-11-28", "besok", "valid_from"),
        ("2024-02-10", "2023-01-01", "valid_to"),
        ("Daftar akun KPU", "", "source_title"),
    ],
)
def test_each_refused_row_is_named_and_nothing_is_stored(elections, old, new, reason):
    done = imported(HEAD + ROW + ROW.replace("Tim.Uji", "lain").replace(old, new))
    ((number, said),) = done.refused
    assert number == 3 and reason in said
    assert done.created == 0 and not CampaignAccount.objects.exists()


def test_good_rows_can_be_kept_all_the_same(elections):
    done = imported(HEAD + ROW + ROW.replace("instagram", "friendster"), skip_bad=True)
    assert done.created == 1 and len(done.refused) == 1
    assert CampaignAccount.objects.count() == 1


@pytest.mark.parametrize("text", ["election,platform\na,b\n", HEAD.strip() + ",gaji\n", "", "\x00"])
def test_another_table_is_refused_whole(elections, text):
    with pytest.raises(ValidationError):
        imported(text)


def test_the_command_says_what_it_did(elections, tmp_path, capsys):
    path = tmp_path / "akun.csv"
    path.write_text(HEAD + ROW)
    call_command("import_campaign_accounts", path)
    assert "1 created" in capsys.readouterr().out
    path.write_text(HEAD + ROW.replace("instagram", "friendster"))
    with pytest.raises(CommandError):
        call_command("import_campaign_accounts", path)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"q": "https://instagram.com/tim.uji/"}, True),
        ({"q": "pasangan uji"}, True),
        ({"q": "orang lain"}, False),
        ({"platform": "tiktok"}, False),
        ({"on": "2024-02-10"}, True),
        ({"on": "2024-02-11"}, False),
        ({"election": "pilkada-2024"}, False),
    ],
)
def test_the_page_is_searched(client, account, asked, found):
    html = client.get("/netralitas-asn/akun/", asked).content.decode()
    assert ("@tim.uji" in html) is found


def test_an_account_that_nobody_confirmed_is_not_shown(client, account):
    CampaignAccount.objects.update(publication="suggested")
    assert "@tim.uji" not in client.get("/netralitas-asn/akun/").content.decode()
    assert client.get("/api/v1/campaign-accounts/").json()["results"] == []


def test_the_api_tells_them(client, account):
    (found,) = client.get("/api/v1/campaign-accounts/", {"on": "2024-01-01"}).json()["results"]
    assert (found["handle"], found["election"], found["party"]) == ("tim.uji", "pemilu-2024", None)
    assert client.get(f"/api/v1/campaign-accounts/{found['id']}/").json() == found
    assert client.get("/api/v1/campaign-accounts/", {"on": "2025-01-01"}).json()["results"] == []


def test_an_empty_registry_says_where_accounts_are_registered(client, rules):
    html = client.get("/netralitas-asn/akun/").content.decode()
    for said in (
        "Belum ada akun di sini",
        "paling banyak 20 akun untuk setiap jenis aplikasi",
        "KPU provinsi",
    ):
        assert said in html
    assert "Pasal 37" in html and "Peraturan KPU Nomor 15 Tahun 2023" in html


def test_a_row_names_the_candidacy_by_its_number(account):
    head, row = HEAD.strip() + ",candidacy\n", ROW.strip()
    own, other = factories.candidacy(election=account.election), factories.candidacy()
    assert imported(f"{head}{row},{own.pk}\n").updated == 1
    account.refresh_from_db()
    assert account.candidacy == own
    assert imported(HEAD + ROW).unchanged == 1  # a table without the column takes it from nobody
    for number, reason in ((other.pk, "pemilu lain"), (987654, "987654"), ("x", "“x”")):
        ((_, said),) = imported(f"{head}{row},{number}\n").refused
        assert reason in said
