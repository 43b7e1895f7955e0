"""Atom feeds: all debunks, those of a topic, an election or a person, and what was corrected or retracted.

Ids are `tag:` URIs (RFC 4151), so that they stay what they are when the site moves. What was retracted
stays in its feeds under its id and says so: who only reads the feed learns of it, too.
"""

import re
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from candidates.models import Election, Person
from factcheck.amends import amends
from factcheck.exchange.records import absolute_url
from factcheck.models import Debunk, Topic, Verdict

ENTRIES = 50
# What XML 1.0 has no place for: a single one would break the feed for everybody.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FOUNDED = date(2026, 1, 1)  # part of the feeds' ids; any day on which the name was ours


def tag(day: date, name: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{day:%Y-%m-%d}:{name}"


def clean(text: str) -> str:
    return FORBIDDEN.sub("", text)


def retracted_title(debunk: Debunk) -> str:
    return clean(f"[{_('DITARIK')}] {debunk.title}")


class AtomFeed(Feed):
    """What all of them share. `path` is its own, `page_of` that of the page it stands for."""

    feed_type = Atom1Feed
    author_name = "Damaipedia"

    def feed_url(self, obj):
        return settings.SITE_URL + self.path(obj)

    def link(self, obj):
        return settings.SITE_URL + self.page_of(obj)

    def feed_guid(self, obj):
        return tag(FOUNDED, self.path(obj).strip("/"))


class DebunkFeed(AtomFeed):
    """Every debunk, newest first."""

    def path(self, obj) -> str:
        return reverse("feed")

    def page_of(self, obj) -> str:
        return reverse("debunks")

    def title(self, obj):
        return "Damaipedia"

    def subtitle(self, obj):
        return _("Pemeriksaan fakta soal pemilu, terbaru lebih dulu.")

    def debunks(self, obj):
        return Debunk.objects.public()

    def items(self, obj):
        return self.debunks(obj).latest().prefetch_related("topics")[:ENTRIES]

    def item_title(self, item):
        return retracted_title(item) if item.state == Debunk.State.RETRACTED else clean(item.text_title)

    def item_description(self, item):
        return clean(item.retraction_reason or item.summary)

    def item_link(self, item):
        return absolute_url(item)

    def item_guid(self, item):
        return tag(item.created_at, f"debunk/{item.pk}")

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at or item.published_at

    def item_categories(self, item):
        return [clean(topic.name) for topic in item.topics.all()]


class FeedAbout(DebunkFeed):
    """The debunks about one thing."""

    def title(self, obj):
        return clean(f"{obj.name} · Damaipedia")

    def subtitle(self, obj):
        return clean(_("Pemeriksaan fakta tentang %(name)s.") % {"name": obj.name})

    def debunks(self, obj):
        return obj.debunks.public()


class TopicFeed(FeedAbout):
    def get_object(self, request, slug):
        return get_object_or_404(Topic, slug=slug)

    def path(self, obj):
        return reverse("feed_of_topic", args=[obj.slug])

    def page_of(self, obj):
        return f"{reverse('debunks')}?topic={obj.slug}"


class ElectionFeed(FeedAbout):
    def get_object(self, request, slug):
        return get_object_or_404(Election.objects.published(), slug=slug)

    def path(self, obj):
        return reverse("feed_of_election", args=[obj.slug])

    def page_of(self, obj):
        return obj.get_absolute_url()


class PersonFeed(FeedAbout):
    def get_object(self, request, slug):
        return get_object_or_404(Person.objects.published(), slug=slug)

    def path(self, obj):
        return reverse("feed_of_person", args=[obj.slug])

    def page_of(self, obj):
        return obj.get_absolute_url()


class CorrectionFeed(AtomFeed):
    """What we changed in published debunks or took back, latest first: corrections and retracted debunks."""

    def path(self, obj):
        return reverse("feed_of_corrections")

    def page_of(self, obj):
        return reverse("corrections")

    def title(self, obj):
        return _("Koreksi Damaipedia")

    def subtitle(self, obj):
        return _("Apa yang kami ubah atau tarik dari pemeriksaan yang sudah terbit, kapan, dan mengapa.")

    def items(self, obj):
        return amends(size=ENTRIES).rows[:ENTRIES]

    def item_title(self, item):
        if isinstance(item, Debunk):
            return retracted_title(item)
        if not item.changes_verdict:
            return clean(_("Koreksi: %(title)s") % {"title": item.debunk.title})
        names = {"old": Verdict(item.from_verdict).label, "new": Verdict(item.to_verdict).label}
        return clean(_("Vonis berubah dari %(old)s menjadi %(new)s") % names + f": {item.debunk.title}")

    def item_description(self, item):
        return clean(item.retraction_reason if isinstance(item, Debunk) else item.text)

    def item_link(self, item):
        return absolute_url(item) if isinstance(item, Debunk) else f"{absolute_url(item.debunk)}#koreksi"

    def item_guid(self, item):
        name = "retraction" if isinstance(item, Debunk) else "correction"
        return tag(self.item_pubdate(item), f"{name}/{item.pk}")

    def item_pubdate(self, item):
        return item.retracted_at if isinstance(item, Debunk) else item.at

    def item_updateddate(self, item):
        return self.item_pubdate(item)
