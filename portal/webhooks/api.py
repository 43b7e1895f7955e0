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
        summary=_("Webhook milik kunci ini"),
        description=_("Semuanya, paling banyak sepuluh, tanpa rahasianya."),
        responses=WebhooksSerializer,
        **KEY,
    )
    def get(self, request):
        return Response({"results": WebhookSerializer(self.key.webhooks.all(), many=True).data})

    @extend_schema(
        operation_id="webhooks_create",
        summary=_("Berlangganan"),
        description=_(
            'Alamat itu dikirimi tantangan, `{"type": "challenge", "challenge": "…"}`, dan menjawabnya '
            "dengan "
            "`challenge` yang sama, sebagai JSON atau apa adanya. Sesudah itu setiap kejadian dikirim ke "
            "sana dengan POST, bertanda tangan; cara memeriksanya ada di [panduan](/panduan-api/)."
        ),
        request=NewWebhookSerializer,
        responses={201: WebhookWithSecretSerializer},
        **KEY,
    )
    def post(self, request):
        asked = NewWebhookSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            webhook, secret = actions.subscribe(key=self.key, **{"filters": {}} | asked.validated_data)
        except Invalid as error:
            raise ValidationError(_by_field(error.message_dict)) from error
        return Response(WebhookSerializer(webhook).data | {"secret": secret}, status=201)


class WebhookView(OfKey):
    @extend_schema(
        operation_id="webhooks_retrieve",
        summary=_("Satu webhook"),
        description=_("Apa yang dikabarkan ke sana, dan bagaimana keadaannya."),
        responses=WebhookSerializer,
        **KEY,
    )
    def get(self, request, number):
        return Response(WebhookSerializer(self.webhook(number)).data)

    @extend_schema(
        operation_id="webhooks_destroy",
        summary=_("Berhenti berlangganan"),
        description=_("Langganan dan catatan kirimannya langsung dihapus."),
        responses={204: None},
        **KEY,
    )
    def delete(self, request, number):
        actions.unsubscribe(webhook=self.webhook(number))
        return Response(status=204)


class SecretView(OfKey):
    @extend_schema(
        operation_id="webhooks_rotate",
        summary=_("Rahasia baru"),
        description=_("Selama 24 jam setiap pesan ditandatangani dengan keduanya, yang baru dahulu."),
        request=None,
        responses=SecretSerializer,
        **KEY,
    )
    def post(self, request, number):
        webhook = self.webhook(number)
        secret = actions.rotate(webhook=webhook)
        return Response(SecretSerializer({"secret": secret, "old_until": webhook.old_until}).data)


class ResumeView(OfKey):
    @extend_schema(
        operation_id="webhooks_resume",
        summary=_("Teruskan sesudah jeda, atau coba seketika"),
        description=_(
            "Alamat itu dikirimi tantangan lagi; yang gagal selama jeda tidak dikirim ulang dengan "
            "sendirinya. Bila webhook-nya aktif, yang menunggu percobaan berikutnya dikirim seketika."
        ),
        request=None,
        responses={202: WebhookSerializer},
        **KEY,
    )
    def post(self, request, number):
        actions.resume(webhook=self.webhook(number))
        return Response(WebhookSerializer(self.webhook(number)).data, status=202)


class DeliveriesView(OfKey):
    ordering = ("-id",)
    own_parameters = ("state", "cursor", "page_size")

    @extend_schema(
        operation_id="webhooks_deliveries",
        summary=_("Yang dikirim, terbaru dahulu"),
        description=_("Disimpan 30 hari."),
        parameters=[
            OpenApiParameter(
                "state", str, enum=Delivery.State.values, description=_("Hanya dengan keadaan ini.")
            ),
            OpenApiParameter("cursor", str, description=ApiPagination.cursor_query_description),
            OpenApiParameter("page_size", int, description=ApiPagination.page_size_query_description),
        ],
        responses=DeliveriesSerializer,
        **KEY,
    )
    def get(self, request, number):
        rows = self.webhook(number).deliveries.select_related("event")
        if state := request.query_params.get("state"):
            if state not in Delivery.State.values:
                named = {"unknown": state, "known": ", ".join(Delivery.State.values)}
                wrong = _("tidak dikenal: %(unknown)s; yang dikenal: %(known)s") % named
                raise ValidationError({"state": [wrong]})
            rows = rows.filter(state=state)
        pages = ApiPagination()
        found = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(DeliverySerializer(found, many=True).data)


class RedeliverView(OfKey):
    @extend_schema(
        operation_id="webhooks_redeliver",
        summary=_("Kirim ulang satu kiriman"),
        description=_("Dengan pengenal dan isi yang sama."),
        request=None,
        responses={202: DeliverySerializer},
        **KEY,
    )
    def post(self, request, number, delivery):
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
