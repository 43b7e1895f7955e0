"""Elections and who stands in them, for search engines."""

from django.contrib.sitemaps import Sitemap

from candidates.models import Candidacy, Election, Party, Person


class FactSitemap(Sitemap):
    """Every published fact of `model` has a page."""

    limit = 5000
    model: type

    def items(self):
        return self.model.objects.published().order_by("pk")

    def lastmod(self, fact):
        return fact.updated_at


class ElectionSitemap(FactSitemap):
    model = Election


class PartySitemap(FactSitemap):
    model = Party


class PersonSitemap(FactSitemap):
    model = Person


class CandidacySitemap(FactSitemap):
    def items(self):
        return Candidacy.objects.public().order_by("pk")
