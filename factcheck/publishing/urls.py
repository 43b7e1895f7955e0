"""Addresses for machines: the same in every language."""

from django.urls import path

from factcheck.publishing import feeds
from factcheck.publishing.cards import share_card
from factcheck.publishing.data_feed import data_feed
from factcheck.publishing.embedding import frame, oembed

urlpatterns = [
    path("umpan/claimreview.json", data_feed, name="claim_reviews"),
    path("umpan/hoaks.atom", feeds.DebunkFeed(), name="feed"),
    path("umpan/koreksi.atom", feeds.CorrectionFeed(), name="feed_of_corrections"),
    path("umpan/tema/<slug:slug>.atom", feeds.TopicFeed(), name="feed_of_topic"),
    path("umpan/pemilu/<slug:slug>.atom", feeds.ElectionFeed(), name="feed_of_election"),
    path("umpan/orang/<slug:slug>.atom", feeds.PersonFeed(), name="feed_of_person"),
    path("kartu/<int:pk>-<slug:name>.png", share_card, name="share_card"),
    path("embed/<slug:slug>/", frame, name="embed"),
    path("oembed/", oembed, name="oembed"),
]
