"""The published debunks for search engines; those of the last two days as news."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from factcheck.models import Debunk

NEWS = timedelta(days=2)  # https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap


class DebunkSitemap(Sitemap):
    limit = 5000

    def items(self):
        fields = ("slug", "title", "language", "published_at", "updated_at")
        return Debunk.objects.published().latest().only(*fields)

    def lastmod(self, debunk):
        return debunk.updated_at or debunk.published_at

    def get_urls(self, *args, **kwargs):
        """With `news` on those that are: language, title and date of publication."""
        urls = super().get_urls(*args, **kwargs)
        since = timezone.now() - NEWS
        for url in urls:
            url["news"] = url["item"] if url["item"].published_at >= since else None
        return urls
