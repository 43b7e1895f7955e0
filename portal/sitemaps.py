"""`/sitemap.xml` and `/robots.txt`: every package brings its own pages, and this one puts them together."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from candidates.sitemaps import CandidacySitemap, ElectionSitemap, PartySitemap, PersonSitemap
from factcheck.sitemaps import DebunkSitemap
from portal.models import Lesson

PAGES = (
    *("home", "check", "debunks", "corrections", "candidates", "election_list", "party_list", "schedule"),
    *(
        "lessons",
        "quiz",
        "report_form",
        "neutrality",
        "neutrality_check",
        "campaign_accounts",
        "about",
        "privacy",
    ),
    "statistics",
)
# Receipts are for those who hold them, and the desk for editors.
HIDDEN = (
    *("/admin/", "/laporan/", "/en/laporan/", "/koreksi/*/", "/en/koreksi/*/", "/cek/*/", "/en/cek/*/"),
    *("/readyz", "/embed/", "/jadwal/pengingat/"),
)


class PageSitemap(Sitemap):
    def items(self):
        return PAGES

    def location(self, name):
        return reverse(name)


class LessonSitemap(Sitemap):
    def items(self):
        return Lesson.objects.published().order_by("pk")

    def lastmod(self, lesson):
        return lesson.updated_at


class HereMixin:
    """Addresses as the operator named the site, whatever the request called it."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


SECTIONS = {
    name: type(section.__name__, (HereMixin, section), {})
    for name, section in {
        "halaman": PageSitemap,
        "hoaks": DebunkSitemap,
        "pelajaran": LessonSitemap,
        "pemilu": ElectionSitemap,
        "partai": PartySitemap,
        "orang": PersonSitemap,
        "calon": CandidacySitemap,
    }.items()
}


@require_safe
def index(request):
    """One sitemap for each page of each section."""
    addresses = []
    for name, section in SECTIONS.items():
        address = settings.SITE_URL + reverse("sitemap_of", args=[name])
        pages = section().paginator.num_pages
        addresses += [address, *(f"{address}?p={page}" for page in range(2, pages + 1))]
    context = {"addresses": addresses}
    return render(request, "portal/sitemaps.xml", context, content_type="application/xml")


@require_safe
def section(request, section):
    sections = {section: SECTIONS[section]} if section in SECTIONS else {}
    return sitemap(request, sections, section, template_name="portal/sitemap.xml")


@require_safe
def robots(request):
    hidden = "".join(f"Disallow: {address}\n" for address in HIDDEN)
    lines = f"User-agent: *\n{hidden}\nSitemap: {settings.SITE_URL}{reverse('sitemap')}\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("sitemap.xml", index, name="sitemap"),
    path("sitemap/<slug:section>.xml", section, name="sitemap_of"),
    path("robots.txt", robots, name="robots"),
]
