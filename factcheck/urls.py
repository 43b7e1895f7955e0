from django.urls import path

from factcheck.views import checking, debunks, feedback, history, requests

urlpatterns = [
    path("cek/", checking.check, name="check"),
    path("cek/<str:receipt>/", checking.check_receipt, name="check_receipt"),
    path("cek/<str:receipt>/terjawab/", feedback.check_feedback, name="check_feedback"),
    path("cek/<str:receipt>/terima-kasih/", feedback.check_thanks, name="check_thanks"),
    path(
        "cek/<str:receipt>/terima-kasih/belum/",
        feedback.check_thanks,
        {"answered": False},
        name="check_thanks_no",
    ),
    path("hoaks/", debunks.debunks, name="debunks"),
    path("hoaks/<slug:slug>/", debunks.debunk, name="debunk"),
    path("hoaks/<slug:slug>/riwayat/", history.history, name="debunk_history"),
    path("hoaks/<slug:slug>/koreksi/", requests.ask_correction, name="ask_correction"),
    path("koreksi/<str:receipt>/", requests.correction_receipt, name="correction_receipt"),
    path("koreksi/", debunks.corrections, name="corrections"),
]
