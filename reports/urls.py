from django.urls import path

from reports.views import report_find, report_form, report_receipt
from reports.webhooks import telegram_webhook, whatsapp_webhook

# Outside the language prefix: programs send here.
webhooks = [
    path("kanal/telegram/", telegram_webhook, name="telegram_webhook"),
    path("kanal/whatsapp/", whatsapp_webhook, name="whatsapp_webhook"),
]
urlpatterns = [
    path("lapor/", report_form, name="report_form"),
    path("laporan/", report_find, name="report_find"),
    path("laporan/<str:receipt>/", report_receipt, name="report_receipt"),
]
