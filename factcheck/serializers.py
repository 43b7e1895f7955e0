"""The shapes of the API's answers about debunks."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from factcheck.check import MOST_MATCHES, TEXT_LIMIT
from factcheck.exchange.records import absolute_url, record_of
from factcheck.models import Appearance, Correction, Debunk, Kind, Source, Verdict


class NamedSerializer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()


class DebunkSerializer(serializers.ModelSerializer):
    """A debunk in a list."""

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


class DebunkDetailSerializer(DebunkSerializer):
    """A debunk with everything: the record that exports hold and imports read."""

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


class CorrectionEntrySerializer(CorrectionSerializer):
    """A correction in the list of all corrections."""

    id = serializers.CharField(source="pk")
    debunk = serializers.SerializerMethodField()

    class Meta:
        model = Correction
        fields = ("id", *CorrectionSerializer.Meta.fields, "debunk")

    def get_debunk(self, correction) -> DebunkReferenceSerializer:
        debunk = correction.debunk
        return {
            "id": str(debunk.pk),
            "title": debunk.title,
            "verdict": debunk.verdict,
            "url": absolute_url(debunk),
            "published_at": debunk.published_at.isoformat(),
        }


class NewCheckSerializer(serializers.Serializer):
    text = serializers.CharField(
        trim_whitespace=False,
        max_length=TEXT_LIMIT,
        help_text=f"The message as it circulates, up to {TEXT_LIMIT:,} characters.",
    )
    candidates = serializers.IntegerField(
        min_value=0,
        max_value=MOST_MATCHES,
        default=0,
        help_text="List this many best candidates, whatever the status.",
    )

    def validate(self, attrs):
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            detail = _("tidak dikenal; yang dikenal: %(known)s") % {"known": ", ".join(self.fields)}
            raise serializers.ValidationError({name: [detail] for name in sorted(unknown)})
        return attrs


class SpanSerializer(serializers.Serializer):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class MatchedSerializer(SpanSerializer):
    text = serializers.CharField()


class MatchSerializer(serializers.Serializer):
    debunk = DebunkReferenceSerializer()
    probability = serializers.FloatField()
    part = SpanSerializer(
        required=False, help_text="The part of the message that is answered, in code points."
    )
    matched = MatchedSerializer(many=True, required=False)


class EngineSerializer(serializers.Serializer):
    version = serializers.CharField()
    semantic = serializers.BooleanField(help_text="False where only words were compared, not meaning.")


class RecordSerializer(serializers.Serializer):
    statement = serializers.CharField()
    agrees = serializers.BooleanField()
    record = serializers.CharField()
    regulation = serializers.CharField()
    url = serializers.CharField()


class CheckSerializer(serializers.Serializer):
    status = serializers.ChoiceField(["match", "related", "none"])
    engine = EngineSerializer()
    matches = MatchSerializer(many=True, required=False, help_text="Best first, at most 10.")
    records = RecordSerializer(many=True, help_text="What the official calendar and registers say.")
    receipt = serializers.CharField(help_text="Opens this answer again, at `/api/v1/check/<receipt>/`.")
