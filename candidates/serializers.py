"""The shapes of the API's answers about who stands, where and when."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from candidates.identifiers import race_id
from candidates.models import (
    Candidacy,
    District,
    Election,
    Fact,
    Party,
    PartyResult,
    Person,
    Race,
    Stage,
    StageRevision,
)

FACT = ("source_title", "source_url", "demo", "updated_at", "url")


class FactSerializer(serializers.ModelSerializer):
    """A confirmed fact: `id` is what its address names, `url` our page."""

    id = serializers.CharField(source="slug")
    url = serializers.SerializerMethodField()

    def get_url(self, fact: Fact) -> str:
        return settings.SITE_URL + fact.get_absolute_url()


class ElectionSerializer(FactSerializer):
    class Meta:
        model = Election
        fields = ("id", "name", "kind", "date", "summary", *FACT)


LOCAL_TIME = {
    "type": "string",  # null is added where the field may be
    "pattern": r"^\d{2}:\d{2}:\d{2}$",
    "description": "Hours, minutes and seconds in `zone`; null: the whole day.",
}


@extend_schema_field(LOCAL_TIME)
class LocalTimeField(serializers.TimeField):
    """A time without an offset, which is not what OpenAPI calls a `time`."""


class StageRevisionSerializer(serializers.ModelSerializer):
    """The dates before a regulation changed them."""

    start_time = LocalTimeField(allow_null=True)
    end_time = LocalTimeField(allow_null=True)

    class Meta:
        model = StageRevision
        fields = ("starts", "ends", "start_time", "end_time", "regulation", "regulation_url")


class StageSerializer(FactSerializer):
    """A dated part of a schedule. One that was cancelled names in `cancelled_by` the decision that did it."""

    id = serializers.CharField(source="pk")
    start_time = LocalTimeField(allow_null=True)
    end_time = LocalTimeField(allow_null=True)
    election = serializers.CharField(source="election.slug")
    revisions = StageRevisionSerializer(many=True, help_text="Its earlier dates, the first ones first.")

    class Meta:
        model = Stage
        fields = (
            *("id", "slug", "election", "phase", "kind", "name", "starts", "ends"),
            *("start_time", "end_time", "zone", "note", "cancelled_by", "revisions", *FACT),
        )


class DistrictSerializer(FactSerializer):
    id = serializers.CharField(source="code")
    parent = serializers.CharField(  # type: ignore[assignment]  # fields leave the class when it is made
        source="parent.code", default=None, allow_null=True
    )
    parts = serializers.SerializerMethodField(help_text="Of a dapil: the codes of what it is made of.")

    class Meta:
        model = District
        fields = (
            *("id", "code", "official_code", "name", "level", "parent", "parts", "seats"),
            *("valid_from", "valid_to", *FACT),
        )

    def get_parts(self, district) -> list[str]:
        return sorted(part.code for part in district.parts.all() if part.is_published)


class BallotNumberSerializer(serializers.Serializer):
    election = serializers.CharField(source="election.slug")
    number = serializers.IntegerField()


class PartySerializer(FactSerializer):
    aliases = serializers.ListField(child=serializers.CharField())
    number = serializers.IntegerField(
        allow_null=True,
        help_text="In the election of `?election=`, by default the latest general election; null if none.",
    )
    numbers = BallotNumberSerializer(many=True, help_text="In every election, the newest first.")

    class Meta:
        model = Party
        fields = ("id", "name", "full_name", "number", "numbers", "scope", "aliases", "logo", *FACT)


class PersonSerializer(FactSerializer):
    aliases = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Person
        fields = ("id", "name", "aliases", "profile", "photo", "photo_credit", *FACT)


class ReferenceSerializer(serializers.Serializer):
    id = serializers.CharField(source="slug")
    name = serializers.CharField()


class PlaceSerializer(serializers.Serializer):
    id = serializers.CharField(source="code")
    name = serializers.CharField()


class OtherSourceSerializer(serializers.Serializer):
    title = serializers.CharField()
    publisher = serializers.CharField(required=False)
    url = serializers.CharField(required=False)
    date = serializers.CharField(required=False, allow_null=True)


class CandidacySerializer(FactSerializer):
    """Who stands. One withdrawn, replaced or disqualified says so in `state`, with date and source."""

    id = serializers.CharField(source="pk")
    election = serializers.CharField(source="election.slug")
    district = PlaceSerializer()
    person = ReferenceSerializer()
    running_mate = ReferenceSerializer(allow_null=True)
    party = ReferenceSerializer(allow_null=True)
    coalition = serializers.SerializerMethodField()
    on_ballot = serializers.BooleanField(source="is_standing", help_text="False once the name has left it.")
    sources = OtherSourceSerializer(many=True)
    race = serializers.SerializerMethodField(help_text="Stable identifier: office, place, day of the vote.")

    class Meta:
        model = Candidacy
        fields = (
            *(
                "id",
                "race",
                "election",
                "office",
                "district",
                "ballot_number",
                "person",
                "running_mate",
                "party",
            ),
            *("coalition", "state", "state_date", "state_source", "on_ballot", "vision", "mission", "votes"),
            *("votes_source", "sources", *FACT),
        )

    def get_race(self, candidacy) -> str:
        return race_id(candidacy.office, candidacy.district.code, candidacy.election.date)

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_coalition(self, candidacy):
        parties = [party for party in candidacy.coalition.all() if party.is_published]
        return ReferenceSerializer(parties, many=True).data


class RaceSerializer(FactSerializer):
    """What is known of an office in a place besides who stands for it; told of those that are special."""

    id = serializers.CharField(source="pk")
    race = serializers.SerializerMethodField(help_text="Stable identifier, as candidacies name it.")
    election = serializers.CharField(source="election.slug")
    district = PlaceSerializer()

    class Meta:
        model = Race
        fields = (
            *("id", "race", "election", "office", "district", "form", "note"),
            *("empty_votes", "invalid_votes", *FACT),
        )

    def get_race(self, row) -> str:
        return race_id(row.office, row.district.code, row.election.date)


class PartyResultSerializer(RaceSerializer):
    """The valid votes of a party for an office in a place, and the seats that came of them."""

    party = ReferenceSerializer()

    class Meta:
        model = PartyResult
        fields = ("id", "race", "election", "office", "district", "party", "votes", "seats", *FACT)
