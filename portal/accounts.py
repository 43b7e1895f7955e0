"""The first accounts of an empty portal."""

import os
import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from core.audit import audit
from portal.roles import grant
from portal.signin.second_factor import DEMO

FIRST = {
    "penulis": "Penulis",
    "peninjau": "Peninjau",
    "pemimpin": "Pemimpin redaksi",
    "triase": "Triase",
    "netralitas1": "Petugas netralitas",
    "netralitas2": "Petugas netralitas",
    "data": "Editor data",
    "admin": None,  # may do everything
}


class AccountsExist(Exception):
    """There is somebody already: passwords are for the administrator to give."""


@transaction.atomic
def make_accounts(*, path: Path) -> None:
    """Make an account for each role and a superuser, and write their random passwords to `path`, mode 600."""
    if get_user_model().objects.exists():
        raise AccountsExist
    grant()
    lines = [make_account(name, role) for name, role in FIRST.items()]
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(lines)


def make_account(name: str, role: str | None) -> str:
    """Make one account; a line with its name, its password and its role."""
    password = secrets.token_urlsafe(12)
    user = get_user_model().objects.create_user(
        name, password=password, is_staff=True, is_superuser=role is None
    )
    for group in (role, DEMO):
        if group:
            user.groups.add(Group.objects.get_or_create(name=group)[0])
    audit(actor=None, action="make_account", subject=user, role=role or "superuser")
    return f"{name:<12} {password:<18} {role or 'superuser'}\n"
