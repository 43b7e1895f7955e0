"""Reports, and a stand-in for the claim check, for tests."""

from types import SimpleNamespace

from reports import actions, pipeline
from reports.models import HoaxReport

HOAX = "Awas! Tujuh kontainer surat suara dari luar negeri sudah tercoblos nomor satu di Tanjung Priok"
OTHER = "Kotak suara di kelurahan kami dibuka petugas pada malam hari sebelum penghitungan dimulai"


def answer(debunk=None, semantic=True):
    """What `factcheck.check.check` returns: a match with `debunk`, or nothing."""
    if debunk is None:
        return SimpleNamespace(status="none", semantic=semantic, matches=[])
    match = SimpleNamespace(debunk=debunk, debunk_id=debunk.pk, probability=0.97, tier="match")
    return SimpleNamespace(status="match", semantic=semantic, matches=[match])


def accepted(text=HOAX, channel="web", **fields) -> HoaxReport:
    return actions.accept(channel=channel, text=text, **fields)


def processed(text=HOAX, **fields) -> HoaxReport:
    report = accepted(text, **fields)
    pipeline.process(report_id=report.pk)
    report.refresh_from_db()
    return report
