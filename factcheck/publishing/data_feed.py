"""All ClaimReviews as one schema.org DataFeed, the latest changes first, in pages.

    {"@type": "DataFeed", "dateModified", "dataFeedElement": [
        {"@type": "DataFeedItem", "dateCreated", "dateModified", "item": {ClaimReview}},
        {"@type": "DataFeedItem", "dateCreated", "dateDeleted", "item": {"@type": "WebPage", "url"}}]}

What was retracted stays in the feed with `dateDeleted`, so that who copied it learns of it. The page after
this one is named by the header `Link: <…>; rel="next"`.
"""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from factcheck.exchange.records import absolute_url
from factcheck.models import Debunk
from factcheck.moments import moment
from factcheck.publishing.claim_review import CONTEXT, claim_review, publisher

PAGE = 200


@require_safe
def data_feed(request):
    debunks = Debunk.objects.public().filter(change_number__lt=_before(request))
    rows = list(debunks.prefetch_related("appearances").order_by("-change_number")[: PAGE + 1])
    rows, more = rows[:PAGE], len(rows) > PAGE
    response = JsonResponse(_feed(rows), json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = "application/ld+json"
    if more:
        address = f"{settings.SITE_URL}{reverse('claim_reviews')}?before={rows[-1].change_number}"
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


def _before(request) -> int:
    try:
        number = int(request.GET.get("before", 2**63 - 1))
    except ValueError as error:
        raise Http404("no such page") from error
    return max(0, min(number, 2**63 - 1))


def _feed(debunks: list[Debunk]) -> dict:
    feed = feed_head() | {"dataFeedElement": [feed_element(debunk) for debunk in debunks]}
    changed = [debunk.updated_at for debunk in debunks if debunk.updated_at]
    return feed | ({"dateModified": moment(max(changed))} if changed else {})


def feed_head() -> dict:
    """What a feed says of itself."""
    return {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": "Damaipedia",
        "url": settings.SITE_URL + reverse("claim_reviews"),
        "publisher": publisher(),
    }


def feed_element(debunk: Debunk) -> dict:
    """A debunk in a feed, its appearances prefetched."""
    published, retracted = debunk.published_at, debunk.retracted_at
    assert published is not None, "what is public has a date: a constraint of the table"
    element = {"@type": "DataFeedItem", "dateCreated": moment(published)}
    if retracted is not None:
        gone = {"@type": "WebPage", "url": absolute_url(debunk)}
        return element | {"dateDeleted": moment(retracted), "item": gone}
    review = claim_review(debunk)
    return element | {"dateModified": review["dateModified"], "item": review}
