"""The audit row that every action writes."""

from core.models import AuditEntry


def audit(*, actor, action: str, subject, **details) -> AuditEntry:
    """Note that `actor` (a user, or None for the machine) did `action` to the row `subject`.

    `details` must be JSON and must hold nothing confidential: editors read the audit.
    """
    return AuditEntry.objects.create(
        actor=actor, action=action, model=subject._meta.label_lower, object_id=subject.pk, details=details
    )


def audit_many(*, actor, action: str, subjects, **details) -> None:
    """The same note for each of `subjects`, for actions on thousands of rows at once."""
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                actor=actor,
                action=action,
                model=subject._meta.label_lower,
                object_id=subject.pk,
                details=details,
            )
            for subject in subjects
        ],
        batch_size=500,
    )
