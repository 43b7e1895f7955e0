"""The audit row that every action writes."""

from core.models import AuditEntry


def audit(*, actor, action: str, subject, **details) -> AuditEntry:
    """Note that `actor` (a user, or None for the machine) did `action` to the row `subject`.

    `details` must be JSON and must hold nothing confidential: editors read the audit.
    """
    return AuditEntry.objects.create(
        actor=actor, action=action, model=subject._meta.label_lower, object_id=subject.pk, details=details
    )
