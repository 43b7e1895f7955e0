"""The shapes of the API's answers about who stands, where and when."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from candidates.identifiers import race_id
from candidates.models import Candidacy, District, Election, Fact, Party, Person, Stage

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


class StageSerializer(FactSerializer):
    """A dated part of a schedule."""

    id = serializers.CharField(source="pk")
    start_time = LocalTimeField(allow_null=True)
    end_time = LocalTimeField(allow_null=True)
    election = serializers.CharField(source="election.slug")

    class Meta:
        model = Stage
        fields = (
            *("id", "slug", "election", "phase", "name", "starts", "ends", "start_time", "end_time", "zone"),
            *("note", *FACT),
        )


class DistrictSerializer(FactSerializer):
    id = serializers.CharField(source="code")
    parent = serializers.CharField(  # type: ignore[assignment]  # fields leave the class when it is made
        source="parent.code", default=None, allow_null=True
    )

    class Meta:
        model = District
        fields = (
            *("id", "code", "official_code", "name", "level", "parent", "seats"),
            *("valid_from", "valid_to", *FACT),
        )


class PartySerializer(FactSerializer):
    aliases = serializers.ListField(child=serializers.CharField())
    number = serializers.IntegerField(
        allow_null=True,
        help_text="In the election of `?election=`, by default the latest general election; null if none.",
    )

    class Meta:
        model = Party
        fields = ("id", "name", "full_name", "number", "scope", "aliases", "logo", *FACT)


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
