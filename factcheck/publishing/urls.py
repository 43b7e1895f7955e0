"""Addresses for machines: the same in every language."""

from django.urls import path

from factcheck.publishing.data_feed import data_feed

urlpatterns = [
    path("umpan/claimreview.json", data_feed, name="claim_reviews"),
]
