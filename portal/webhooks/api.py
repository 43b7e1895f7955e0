"""Webhooks in the JSON API: what the page of a key does, for programs. Needs a key."""

from typing import Any

from django.core.exceptions import ValidationError as Invalid
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.response import Response

from core.known import KnownParameters
from core.paging import ApiPagination
from portal.limits import key_of
from portal.webhooks import actions
from portal.webhooks.models import Delivery, Webhook
from portal.webhooks.serializers import (
    DeliveriesSerializer,
    DeliverySerializer,
    NewWebhookSerializer,
    SecretSerializer,
    WebhookSerializer,
    WebhooksSerializer,
    WebhookWithSecretSerializer,
)

KEY: dict[str, Any] = {"auth": [{"key": []}], "tags": ["webhooks"]}


class KeyNeeded(APIException):
    status_code = 401
    default_detail = _("Webhook butuh kunci API: Authorization: Bearer …")
    auth_header = 'Bearer realm="Damaipedia"'


class OfKey(KnownParameters):
    """What belongs to the key that the request shows."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.key = key_of(request._request)
        if self.key is None:
            raise KeyNeeded

    def webhook(self, number: int) -> Webhook:
        return get_object_or_404(self.key.webhooks, pk=number)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


class WebhooksView(OfKey):
    @extend_schema(
        operation_id="webhooks_list",
        summary="The webhooks of this key",
        responses=WebhooksSerializer,
        **KEY,
    )
    def get(self, request):
        """All of them, at most ten, without their secrets."""
        return Response({"results": WebhookSerializer(self.key.webhooks.all(), many=True).data})

    @extend_schema(
        operation_id="webhooks_create",
        summary="Subscribe",
        request=NewWebhookSerializer,
        responses={201: WebhookWithSecretSerializer},
        **KEY,
    )
    def post(self, request):
        """The address is sent a challenge, `{"type": "challenge", "challenge": "…"}`, and answers it with the
        same `challenge`, as JSON or bare. After that every event is POSTed to it, signed."""
        asked = NewWebhookSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            webhook, secret = actions.subscribe(key=self.key, **{"filters": {}} | asked.validated_data)
        except Invalid as error:
            raise ValidationError(_by_field(error.message_dict)) from error
        return Response(WebhookSerializer(webhook).data | {"secret": secret}, status=201)


class WebhookView(OfKey):
    @extend_schema(
        operation_id="webhooks_retrieve", summary="One webhook", responses=WebhookSerializer, **KEY
    )
    def get(self, request, number):
        """What it is told, and how it is doing."""
        return Response(WebhookSerializer(self.webhook(number)).data)

    @extend_schema(operation_id="webhooks_destroy", summary="Unsubscribe", responses={204: None}, **KEY)
    def delete(self, request, number):
        """The subscription and its log are forgotten at once."""
        actions.unsubscribe(webhook=self.webhook(number))
        return Response(status=204)


class SecretView(OfKey):
    @extend_schema(
        operation_id="webhooks_rotate",
        summary="A new secret",
        request=None,
        responses=SecretSerializer,
        **KEY,
    )
    def post(self, request, number):
        """For 24 hours every message is signed with both, the new one first."""
        webhook = self.webhook(number)
        secret = actions.rotate(webhook=webhook)
        return Response(SecretSerializer({"secret": secret, "old_until": webhook.old_until}).data)


class ResumeView(OfKey):
    @extend_schema(
        operation_id="webhooks_resume",
        summary="Go on after a pause, or try at once",
        request=None,
        responses={202: WebhookSerializer},
        **KEY,
    )
    def post(self, request, number):
        """The address is sent the challenge anew; what failed meanwhile is not sent again by itself. If it is
        active, what waits for its next try is sent now."""
        actions.resume(webhook=self.webhook(number))
        return Response(WebhookSerializer(self.webhook(number)).data, status=202)


class DeliveriesView(OfKey):
    ordering = ("-id",)
    own_parameters = ("state", "cursor", "page_size")

    @extend_schema(
        operation_id="webhooks_deliveries",
        summary="What was sent, latest first",
        parameters=[
            OpenApiParameter("state", str, enum=Delivery.State.values, description="Only in this state."),
            OpenApiParameter("cursor", str, description="Where the page begins, as `next` says."),
            OpenApiParameter("page_size", int, description="Rows of a page, at most 100."),
        ],
        responses=DeliveriesSerializer,
        **KEY,
    )
    def get(self, request, number):
        """Kept for 30 days."""
        rows = self.webhook(number).deliveries.select_related("event")
        if state := request.query_params.get("state"):
            if state not in Delivery.State.values:
                raise ValidationError({"state": [", ".join(Delivery.State.values)]})
            rows = rows.filter(state=state)
        pages = ApiPagination()
        found = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(DeliverySerializer(found, many=True).data)


class RedeliverView(OfKey):
    @extend_schema(
        operation_id="webhooks_redeliver",
        summary="Send one again",
        request=None,
        responses={202: DeliverySerializer},
        **KEY,
    )
    def post(self, request, number, delivery):
        """Under the same name and with the same words."""
        webhook = self.webhook(number)
        found = get_object_or_404(webhook.deliveries.select_related("event"), pk=delivery)
        if not actions.redeliver(webhook=webhook, number=delivery):
            raise NotFound(_("Kiriman ini masih menunggu giliran."))
        found.refresh_from_db()
        return Response(DeliverySerializer(found).data, status=202)


def _by_field(told: dict) -> dict:
    """What is wrong, under the names of the request: filters stand in an object of their own."""
    return {f"filters.{name}" if name in actions.FILTERS else name: why for name, why in told.items()}


urlpatterns = [
    path("webhooks/", WebhooksView.as_view(), name="api_webhooks"),
    path("webhooks/<int:number>/", WebhookView.as_view(), name="api_webhook"),
    path("webhooks/<int:number>/secret/", SecretView.as_view(), name="api_webhook_secret"),
    path("webhooks/<int:number>/resume/", ResumeView.as_view(), name="api_webhook_resume"),
    path("webhooks/<int:number>/deliveries/", DeliveriesView.as_view(), name="api_deliveries"),
    path(
        "webhooks/<int:number>/deliveries/<int:delivery>/redeliver/",
        RedeliverView.as_view(),
        name="api_redeliver",
    ),
]
