"""Webhooks in the JSON API."""

from rest_framework import serializers

from core.known import KnownFields
from factcheck.models import Verdict
from portal.webhooks.models import Delivery, Kind, Webhook


class FiltersSerializer(KnownFields):
    """Only of debunks with these; of stages only `election` counts."""

    verdict = serializers.ListField(child=serializers.ChoiceField(Verdict.choices), required=False)
    topic = serializers.CharField(required=False, max_length=120, help_text="Slug.")
    election = serializers.CharField(required=False, max_length=120, help_text="Slug.")
    candidate = serializers.CharField(required=False, max_length=120, help_text="Slug of a person.")
    party = serializers.CharField(required=False, max_length=120, help_text="Slug.")


class NewWebhookSerializer(KnownFields):
    url = serializers.URLField(
        max_length=500, help_text="http or https, port 80 or 443, not a private address."
    )
    events = serializers.ListField(child=serializers.ChoiceField(Kind.choices), min_length=1)
    filters = FiltersSerializer(required=False)


class WebhookSerializer(serializers.ModelSerializer):
    """A subscription. Nothing is sent before its address has answered the challenge (`state`: `active`)."""

    id = serializers.CharField(source="pk", read_only=True)
    events = serializers.ListField(child=serializers.ChoiceField(Kind.choices))
    filters = FiltersSerializer()
    failure = serializers.CharField(help_text="Why it is not active, or why the last try failed.")
    retry_at = serializers.DateTimeField(help_text="Before that nothing is sent: the pause after failures.")

    class Meta:
        model = Webhook
        fields = (
            *("id", "url", "events", "filters", "state", "failure", "failing_since", "retry_at"),
            "created_at",
        )


class SecretSerializer(serializers.Serializer):
    secret = serializers.CharField(help_text="Shown this once.")
    old_until = serializers.DateTimeField(help_text="How long the secret before it signs, too.")


class WebhookWithSecretSerializer(WebhookSerializer):
    secret = serializers.CharField(help_text="Shown this once. It signs every message.")

    class Meta(WebhookSerializer.Meta):
        fields = (*WebhookSerializer.Meta.fields, "secret")  # type: ignore[assignment]


class WebhooksSerializer(serializers.Serializer):
    results = WebhookSerializer(many=True)


class DeliverySerializer(serializers.ModelSerializer):
    """How the telling of one event went. `status` is what the receiver answered."""

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
