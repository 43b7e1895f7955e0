"""The shapes of the API's answers about who stands, where and when."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
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


@extend_schema_serializer(
    description=_("Fakta yang sudah dipastikan: `id` disebut dalam alamatnya, `url` halaman kami.")
)
class FactSerializer(serializers.ModelSerializer):
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
    "description": _("Jam, menit, dan detik menurut `zone`; null: sepanjang hari."),
}


@extend_schema_field(LOCAL_TIME)
class LocalTimeField(serializers.TimeField):
    """A time without an offset, which is not what OpenAPI calls a `time`."""


@extend_schema_serializer(description=_("Tanggal-tanggal sebelum sebuah peraturan mengubahnya."))
class StageRevisionSerializer(serializers.ModelSerializer):
    start_time = LocalTimeField(allow_null=True)
    end_time = LocalTimeField(allow_null=True)

    class Meta:
        model = StageRevision
        fields = ("starts", "ends", "start_time", "end_time", "regulation", "regulation_url")


@extend_schema_serializer(
    description=_(
        "Bagian jadwal yang bertanggal. Yang dibatalkan menyebut dalam `cancelled_by` putusan yang "
        "membatalkannya."
    )
)
class StageSerializer(FactSerializer):
    id = serializers.CharField(source="pk")
    start_time = LocalTimeField(allow_null=True)
    end_time = LocalTimeField(allow_null=True)
    election = serializers.CharField(source="election.slug")
    revisions = StageRevisionSerializer(
        many=True, help_text=_("Tanggal-tanggal sebelumnya, yang pertama dahulu.")
    )

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
    parts = serializers.SerializerMethodField(help_text=_("Untuk dapil: kode daerah-daerah pembentuknya."))

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
        help_text=_(
            "Dalam pemilu dari `?election=`, bawaannya pemilu umum terakhir; null bila tidak bernomor."
        ),
    )
    numbers = BallotNumberSerializer(many=True, help_text=_("Di setiap pemilu, yang terbaru dahulu."))

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


@extend_schema_serializer(
    description=_(
        "Siapa yang mencalonkan diri. Yang mundur, diganti, atau digugurkan disebut dalam `state`, dengan "
        "tanggal dan sumbernya."
    )
)
class CandidacySerializer(FactSerializer):
    id = serializers.CharField(source="pk")
    election = serializers.CharField(source="election.slug")
    district = PlaceSerializer()
    person = ReferenceSerializer()
    running_mate = ReferenceSerializer(allow_null=True)
    party = ReferenceSerializer(allow_null=True)
    coalition = serializers.SerializerMethodField()
    on_ballot = serializers.BooleanField(
        source="is_standing", help_text=_("False sesudah namanya keluar dari surat suara.")
    )
    sources = OtherSourceSerializer(many=True)
    race = serializers.SerializerMethodField(
        help_text=_("Pengenal tetap: jabatan, daerah, hari pemungutan suara.")
    )

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


@extend_schema_serializer(
    description=_(
        "Yang diketahui tentang sebuah jabatan di suatu daerah selain siapa calonnya; hanya untuk yang "
        "keadaannya khusus."
    )
)
class RaceSerializer(FactSerializer):
    id = serializers.CharField(source="pk")
    race = serializers.SerializerMethodField(help_text=_("Pengenal tetap, seperti pada pencalonan."))
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


@extend_schema_serializer(
    description=_(
        "Suara sah sebuah partai untuk suatu jabatan di suatu daerah, dan kursi yang dihasilkannya."
    )
)
class PartyResultSerializer(RaceSerializer):
    party = ReferenceSerializer()

    class Meta:
        model = PartyResult
        fields = ("id", "race", "election", "office", "district", "party", "votes", "seats", *FACT)
