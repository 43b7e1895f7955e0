"""Every address of the site. Public pages are Indonesian; the same pages in English stand under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal import preview
from portal.about import about, privacy
from portal.guide import guide
from portal.health import healthz, readyz
from portal.home import home
from portal.lessons import lesson, lessons
from portal.quiz import quiz
from portal.reference import docs, docs_part
from portal.searching.views import search_page
from portal.statistics.views import figure, statistics
from reports.urls import webhooks

admin.autodiscover()

handler400 = "portal.problems.bad_request"
handler404 = "portal.problems.not_found"
handler500 = "portal.problems.server_error"

urlpatterns = [
    path("admin/", include("portal.signin.urls")),
    path("admin/", admin.site.urls),
    path("pratinjau/", preview.choose, name="choose_preview"),
    path("pratinjau/<str:day>/<path:path>", preview.preview, name="preview"),
    path("pratinjau/<str:day>/", preview.preview, name="preview_home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/", include("portal.api")),
    path("", include("factcheck.google.api")),
    path("", include(webhooks)),
    path("", include("portal.media")),
    path("", include("factcheck.publishing.urls")),
    path("", include("portal.sitemaps")),
]
urlpatterns += i18n_patterns(
    path("", home, name="home"),
    path("cari/", search_page, name="search"),
    path("edukasi/", lessons, name="lessons"),
    path("edukasi/kuis/", quiz, name="quiz"),
    path("edukasi/<slug:slug>/", lesson, name="lesson"),
    path("tentang/", about, name="about"),
    path("privasi/", privacy, name="privacy"),
    path("panduan-api/", guide, name="guide"),
    path("api/v1/docs/", docs, name="api_docs"),
    path("api/v1/docs/<slug:name>/", docs_part, name="api_docs_part"),
    path("", include("portal.keys.urls")),
    path("", include("portal.webhooks.urls")),
    path("statistik/", statistics, name="statistics"),
    path("statistik/<slug:name>.csv", figure, name="figure"),
    path("", include("candidates.urls")),
    path("", include("factcheck.urls")),
    path("", include("reports.urls")),
    path("", include("neutrality.urls")),
    prefix_default_language=False,
)
