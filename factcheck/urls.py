from django.urls import path

from factcheck import views

urlpatterns = [
    path("hoaks/", views.debunks, name="debunks"),
    path("hoaks/<slug:slug>/", views.debunk, name="debunk"),
    path("koreksi/", views.corrections, name="corrections"),
]
