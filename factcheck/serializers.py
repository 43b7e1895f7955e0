"""The shapes of the API's answers about debunks."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from factcheck.exchange.records import absolute_url, record_of
from factcheck.models import (
    Appearance,
    Correction,
    Debunk,
    Kind,
    Outlet,
    Review,
    Source,
    Topic,
    Verdict,
)
from factcheck.moments import moment


class NamedSerializer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(description=_("Debunk dalam daftar."))
class DebunkSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk")
    kind = serializers.ChoiceField(Kind.choices, allow_blank=True)
    url = serializers.SerializerMethodField()
    topics = NamedSerializer(many=True)

    class Meta:
        model = Debunk
        fields = (
            *("id", "external_id", "url", "source_url", "slug", "state", "title", "claim", "verdict", "kind"),
            *("summary", "language", "published_at", "updated_at", "demo", "topics"),
        )

    def get_url(self, debunk) -> str:
        return absolute_url(debunk)


class AppearanceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Appearance
        fields = ("platform", "url", "archived_url", "first_seen", "note")


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ("title", "url", "archived_url", "publisher", "date")


class CorrectionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Correction
        fields = ("at", "text", "from_verdict", "to_verdict")


class ImageSerializer(serializers.Serializer):
    url = serializers.URLField()
    alt = serializers.CharField()
    credit = serializers.CharField()


@extend_schema_serializer(
    description=_("Debunk lengkap: rekaman yang ditulis oleh ekspor dan dibaca oleh impor.")
)
class DebunkDetailSerializer(DebunkSerializer):
    elections = NamedSerializer(many=True)
    people = NamedSerializer(many=True)
    parties = NamedSerializer(many=True)
    appearances = AppearanceSerializer(many=True)
    sources = SourceSerializer(many=True)
    corrections = CorrectionSerializer(many=True)
    images = ImageSerializer(many=True)

    class Meta:
        model = Debunk
        fields = (
            *DebunkSerializer.Meta.fields,
            *("explanation", "conclusion", "retracted_at", "retraction_reason"),
            *("elections", "people", "parties", "appearances", "sources", "corrections", "images"),
        )

    def to_representation(self, instance):
        return record_of(instance)


class DebunkReferenceSerializer(serializers.Serializer):
    id = serializers.CharField()
    title = serializers.CharField()
    verdict = serializers.ChoiceField(Verdict.choices)
    url = serializers.URLField()
    published_at = serializers.DateTimeField()


@extend_schema_serializer(description=_("Koreksi dalam daftar semua koreksi."))
class CorrectionEntrySerializer(CorrectionSerializer):
    id = serializers.CharField(source="pk")
    debunk = serializers.SerializerMethodField()

    class Meta:
        model = Correction
        fields = ("id", *CorrectionSerializer.Meta.fields, "debunk")

    @extend_schema_field(DebunkReferenceSerializer)
    def get_debunk(self, correction) -> dict:
        debunk = correction.debunk
        return {
            "id": str(debunk.pk),
            "title": debunk.title,
            "verdict": debunk.verdict,
            "url": absolute_url(debunk),
            "published_at": moment(debunk.published_at),
        }


class TopicSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="slug")
    url = serializers.SerializerMethodField(help_text=_("Halaman kami dengan debunk tentangnya."))
    debunks = serializers.IntegerField(source="number_of_debunks", help_text=_("Jumlah debunk yang terbit."))

    class Meta:
        model = Topic
        fields = ("id", "name", "url", "debunks")

    def get_url(self, topic) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return f"{settings.SITE_URL}{reverse('debunks')}?topic={topic.slug}"


class OutletSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk")

    class Meta:
        model = Outlet
        fields = ("id", "name", "homepage", "polled_at")


class OutletReferenceSerializer(serializers.Serializer):
    id = serializers.CharField(source="pk")
    name = serializers.CharField()
    homepage = serializers.URLField()


@extend_schema_serializer(description=_("Klaim yang diperiksa pemeriksa fakta lain."))
class ReviewSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk")
    outlet = OutletReferenceSerializer()

    class Meta:
        model = Review
        fields = (
            *("id", "outlet", "url", "title", "claim", "rating", "language", "claimed_on", "reviewed_on"),
            *("found_at", "updated_at"),
        )
