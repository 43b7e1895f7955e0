from django.urls import path

from factcheck.views import checking, debunks

urlpatterns = [
    path("cek/", checking.check, name="check"),
    path("cek/<str:receipt>/", checking.check_receipt, name="check_receipt"),
    path("hoaks/", debunks.debunks, name="debunks"),
    path("hoaks/<slug:slug>/", debunks.debunk, name="debunk"),
    path("koreksi/", debunks.corrections, name="corrections"),
]
