"""Webhooks in the JSON API."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from core.known import KnownFields
from factcheck.models import Verdict
from portal.webhooks.models import Delivery, Kind, Webhook


@extend_schema_serializer(
    description=_("Hanya debunk yang memenuhi semua ini; untuk tahapan hanya `election` yang berlaku.")
)
class FiltersSerializer(KnownFields):
    verdict = serializers.ListField(child=serializers.ChoiceField(Verdict.choices), required=False)
    topic = serializers.CharField(required=False, max_length=120, help_text=_("Slug tema."))
    election = serializers.CharField(required=False, max_length=120, help_text=_("Slug pemilu."))
    candidate = serializers.CharField(required=False, max_length=120, help_text=_("Slug orang yang disebut."))
    party = serializers.CharField(required=False, max_length=120, help_text=_("Slug partai yang disebut."))


class NewWebhookSerializer(KnownFields):
    url = serializers.URLField(
        max_length=500, help_text=_("http atau https, port 80 atau 443, bukan alamat jaringan pribadi.")
    )
    events = serializers.ListField(child=serializers.ChoiceField(Kind.choices), min_length=1)
    filters = FiltersSerializer(required=False)


@extend_schema_serializer(
    description=_(
        "Sebuah langganan. Tidak ada yang dikirim sebelum alamatnya menjawab tantangan (`state`: `active`)."
    )
)
class WebhookSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk", read_only=True)
    events = serializers.ListField(child=serializers.ChoiceField(Kind.choices))
    filters = FiltersSerializer()
    failure = serializers.CharField(
        help_text=_("Mengapa tidak aktif, atau mengapa percobaan terakhir gagal.")
    )
    retry_at = serializers.DateTimeField(
        help_text=_("Sebelum itu tidak ada yang dikirim: jeda sesudah kegagalan.")
    )

    class Meta:
        model = Webhook
        fields = (
            *("id", "url", "events", "filters", "state", "failure", "failing_since", "retry_at"),
            "created_at",
        )


class SecretSerializer(serializers.Serializer):
    secret = serializers.CharField(help_text=_("Hanya ditampilkan sekali ini."))
    old_until = serializers.DateTimeField(help_text=_("Sampai kapan rahasia yang lama ikut menandatangani."))


class WebhookWithSecretSerializer(WebhookSerializer):
    secret = serializers.CharField(
        help_text=_("Hanya ditampilkan sekali ini. Dengannya setiap pesan ditandatangani.")
    )

    class Meta(WebhookSerializer.Meta):
        fields = (*WebhookSerializer.Meta.fields, "secret")  # type: ignore[assignment]


class WebhooksSerializer(serializers.Serializer):
    results = WebhookSerializer(many=True)


@extend_schema_serializer(
    description=_("Bagaimana pengiriman satu kejadian. `status` adalah jawaban penerimanya.")
)
class DeliverySerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk")
    event = serializers.CharField(source="event.name")
    type = serializers.ChoiceField(Kind.choices, source="event.kind")
    at = serializers.DateTimeField(source="event.at")

    class Meta:
        model = Delivery
        fields = (
            *("id", "event", "type", "at", "state", "attempts", "status", "failure"),
            *("retry_at", "delivered_at"),
        )


class DeliveriesSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = DeliverySerializer(many=True)
