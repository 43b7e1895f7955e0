import stat

import pytest

from core.sealing import CannotOpen, seal, unseal


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


def test_what_is_sealed_can_be_opened_with_the_private_key_only(keys):
    sealed = seal("budi@example.org", key="contact")
    assert b"budi" not in sealed and unseal(sealed, key="contact") == "budi@example.org"
    (keys / "seal-contact").unlink()
    with pytest.raises(CannotOpen):
        unseal(sealed, key="contact")
    assert seal("still seals", key="contact")  # the public half is enough to seal


def test_the_private_key_may_come_from_the_environment(keys, monkeypatch):
    sealed = seal("x", key="contact")
    private = keys / "seal-contact"
    monkeypatch.setenv("SEAL_CONTACT_PRIVATE_KEY", private.read_bytes().hex())
    private.unlink()
    assert unseal(sealed, key="contact") == "x"


def test_files_are_for_the_owner_alone(keys):
    seal("x", key="contact")
    assert stat.S_IMODE((keys / "seal-contact").stat().st_mode) == 0o600


def test_damaged_bytes_are_refused():
    sealed = seal("x", key="contact")
    with pytest.raises(CannotOpen):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), key="contact")
