"""The first accounts: one per role, passwords in a file that only we can read."""

import stat

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from core.models import AuditEntry
from portal.accounts import FIRST, make_accounts
from portal.roles import ROLES, grant, permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "accounts.txt"


def test_every_password_in_the_file_opens_its_account(path):
    make_accounts(path=path)
    lines = [line.split(maxsplit=2) for line in path.read_text().splitlines()]
    assert [name for name, _, _ in lines] == list(FIRST)
    for name, password, _ in lines:
        assert authenticate(username=name, password=password).is_staff
    assert len({password for _, password, _ in lines}) == len(FIRST)


def test_the_file_is_for_its_owner_alone(path):
    path.write_text("left from an older database")
    path.chmod(0o644)
    make_accounts(path=path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "left" not in path.read_text()


def test_each_account_is_audited(path):
    make_accounts(path=path)
    assert AuditEntry.objects.filter(action="make_account").count() == len(FIRST)


def test_nothing_is_made_where_there_is_somebody(path, settings):
    User.objects.create_user("first")
    settings.DATA_DIR = path.parent
    with pytest.raises(CommandError):
        call_command("make_accounts")
    assert User.objects.count() == 1
    assert not path.exists()


def test_only_the_path_is_printed(path, settings, capsys):
    settings.DATA_DIR = path.parent
    call_command("make_accounts")
    printed = capsys.readouterr().out
    assert str(path) in printed
    assert not any(line.split()[1] in printed for line in path.read_text().splitlines())


@pytest.mark.parametrize(
    ("name", "may", "may_not"),
    [
        ("penulis", "factcheck.change_debunk", "factcheck.publish_debunk"),
        ("peninjau", "factcheck.publish_debunk", "candidates.change_party"),
        ("pemimpin", "core.view_auditentry", "auth.change_user"),
        ("triase", "reports.change_case", "factcheck.change_debunk"),
        ("data", "candidates.change_party", "factcheck.change_debunk"),
        ("netralitas1", "candidates.view_party", "reports.view_hoaxreport"),
    ],
)
def test_roles_may_do_their_own_work_only(path, name, may, may_not):
    make_accounts(path=path)
    user = User.objects.get(username=name)
    assert user.has_perm(may)
    assert not user.has_perm(may_not)


def test_no_role_deletes_what_is_published(path):
    make_accounts(path=path)
    for user in User.objects.filter(is_superuser=False):
        assert not user.has_perm("factcheck.delete_debunk")
        assert not user.has_perm("candidates.delete_party")


def test_granting_twice_changes_nothing():
    grant()
    before = rights()
    grant()
    assert rights() == before
    assert set(before) == set(ROLES)


def test_a_right_that_does_not_exist_is_an_error():
    with pytest.raises(LookupError):
        permissions("factcheck.debunk", "view burn")


def rights():
    """The rights of each group that has any."""
    groups = Group.objects.filter(permissions__isnull=False).distinct()
    return {group.name: set(group.permissions.values_list("codename", flat=True)) for group in groups}
