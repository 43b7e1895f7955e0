"""What an editor does to topics and to the list of outlets. Their names stand in debunks and reviews, so
whoever follows the log is told of those."""

from django.db import transaction

from core import changes
from core.audit import audit
from core.models import Change
from factcheck.models import Debunk, Outlet, Topic

SHOWN = ("name", "homepage", "active")  # of an outlet, with its reviews


@transaction.atomic
def save_topic(*, topic: Topic, actor) -> Topic:
    """Store a topic, new or changed."""
    before = Topic.objects.filter(pk=topic.pk).first()
    topic.full_clean()
    topic.save()
    audit(actor=actor, action="change" if before else "create", subject=topic)
    if before and (before.name, before.slug) != (topic.name, topic.slug):
        changes.record(kind=Change.Kind.UPDATED, objects=_about([topic]))
    changes.touch()
    return topic


@transaction.atomic
def delete_topics(*, topics, actor) -> None:
    """Delete topics; the debunks that were about them stay."""
    topics = list(topics)
    debunks = _about(topics)
    for topic in topics:
        audit(actor=actor, action="delete", subject=topic, name=topic.name)
        topic.delete()
    changes.record(kind=Change.Kind.UPDATED, objects=debunks)
    changes.touch()


@transaction.atomic
def save_outlet(*, outlet: Outlet, actor) -> Outlet:
    """Store an outlet, new or changed. Where what readers see of it changes, so do its standing reviews."""
    before = Outlet.objects.filter(pk=outlet.pk).first()
    outlet.save()
    audit(actor=actor, action="change" if before else "create", subject=outlet)
    if before and any(getattr(before, name) != getattr(outlet, name) for name in SHOWN):
        standing = outlet.reviews.filter(withdrawn_at=None)
        changes.record(kind=Change.Kind.UPDATED, objects=list(standing))
    changes.touch()
    return outlet


def _about(topics) -> list[Debunk]:
    return list(Debunk.objects.public().filter(topics__in=topics).distinct())
