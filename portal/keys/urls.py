"""Addresses of the pages of keys."""

from django.urls import path

from portal.keys import views

urlpatterns = [
    path("kunci/", views.keys, name="keys"),
    path("kunci/pasti/<str:token>/", views.confirm, name="key_confirm"),
    path("kunci/kelola/", views.enter, name="key_enter"),
    path("kunci/kelola/<str:token>/", views.manage, name="key_manage"),
    path("kunci/kelola/<str:token>/<int:number>/cabut/", views.revoke, name="key_revoke"),
]
