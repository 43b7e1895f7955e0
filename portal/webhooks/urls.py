"""Addresses of the pages of webhooks, behind the link to a key."""

from django.urls import path

from portal.webhooks import views

HERE = "kunci/kelola/<str:token>/webhook/<int:number>/"
urlpatterns = [
    path("kunci/kelola/<str:token>/<int:number>/webhook/", views.add, name="webhook_add"),
    path(HERE, views.webhook, name="webhook"),
    path(f"{HERE}rahasia/", views.rotate, name="webhook_rotate"),
    path(f"{HERE}lanjut/", views.resume, name="webhook_resume"),
    path(f"{HERE}kirim-ulang/", views.redeliver, name="webhook_redeliver"),
    path(f"{HERE}berhenti/", views.unsubscribe, name="webhook_unsubscribe"),
]
