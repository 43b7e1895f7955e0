from django.urls import path, re_path, register_converter

from candidates.identifiers import PATTERN
from candidates.offices import OfficeConverter
from candidates.views import candidates, comparison, districts, elections, parties, races, reminders, schedule

register_converter(OfficeConverter, "office")

urlpatterns = [
    path("pemilu/", elections.election_list, name="election_list"),
    path("pemilu/<slug:slug>/", elections.election, name="election"),
    path("kandidat/", candidates.candidates, name="candidates"),
    path("kandidat/di-daerah-saya/", candidates.my_place, name="my_place"),
    re_path(rf"^kandidat/(?P<identifier>{PATTERN})/$", races.race_by_id, name="race_by_id"),
    path("kandidat/orang/<slug:slug>/", candidates.person, name="person"),
    path("kandidat/calon/<int:pk>/", candidates.candidacy, name="candidacy"),
    path("kandidat/<slug:election>/", candidates.candidates_of_election, name="candidates_of_election"),
    path(
        "kandidat/<slug:election>/<office:office>/",
        candidates.candidates_of_office,
        name="candidates_of_office",
    ),
    path("kandidat/<slug:election>/<office:office>/<str:code>/", races.race, name="race"),
    path(
        "kandidat/<slug:election>/<office:office>/<str:code>/banding/",
        comparison.comparison,
        name="comparison",
    ),
    path("partai/", parties.party_list, name="party_list"),
    path("partai/<slug:slug>/", parties.party, name="party"),
    path("dapil/", districts.district_list, name="district_list"),
    path("dapil/<str:code>/", districts.district, name="district"),
    path("jadwal/", schedule.schedule, name="schedule"),
    path("jadwal.ics", schedule.schedule_ics, name="schedule_ics"),
    path("jadwal/pengingat/pasti/<str:token>/", reminders.reminder_confirm, name="reminder_confirm"),
    path("jadwal/pengingat/berhenti/<str:token>/", reminders.reminder_stop, name="reminder_stop"),
    path("jadwal/<slug:slug>/pengingat/", reminders.reminder_ask, name="reminder_ask"),
    path("jadwal/<slug:slug>.ics", schedule.schedule_ics, name="schedule_ics_of"),
    path("jadwal/<slug:slug>/", schedule.schedule, name="schedule_of"),
    path("jadwal/<slug:slug>/<slug:stage>.ics", schedule.stage_ics, name="stage_ics"),
]
