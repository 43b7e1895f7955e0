"""Whether the site can serve (`/healthz`), and how each part is (`/readyz`)."""

from collections.abc import Callable
from functools import cache

from django.core.cache import cache as shared_cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from factcheck.embeddings import embedder
from factcheck.index import engine
from neutrality import keys
from portal.celery import app

_EMBEDDER_SECONDS = 1.0  # a word takes a hundredth of that


class Unwell(Exception):
    """What is wrong with a part, in a few words."""


@cache  # of the good answer only: an error is not kept
def need_migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unwell("migrations are missing")


def database() -> None:
    need_migrations()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def index() -> None:
    engine().index.state()


def broker() -> None:
    with app.connection_for_write() as link:
        link.channel().close()


def cache_server() -> None:
    shared_cache.get("healthy")


def embeddings() -> None:
    embedder().probe(_EMBEDDER_SECONDS)


def confidential_keys() -> None:
    if missing := keys.missing():
        raise Unwell(f"not those of this database: {', '.join(missing)}")


# The site serves as long as the first two are well; the others may be down: checks then go by words alone,
# reports wait for the sweeper, and nothing is limited. Without the keys nothing confidential can be opened.
NEEDED: dict[str, Callable[[], None]] = {"database": database, "index": index}
HELPFUL: dict[str, Callable[[], None]] = {
    "broker": broker,
    "cache": cache_server,
    "embedder": embeddings,
    "keys": confidential_keys,
}


def state(check: Callable[[], None]) -> str:
    """`ok`, or `down` with the kind of error; its words stay in the log, for they may name addresses."""
    try:
        check()
    except Exception as error:  # whatever a part's library raises means that the part is down
        return f"down ({error if isinstance(error, Unwell) else type(error).__name__})"
    return "ok"


@never_cache
def healthz(request):
    """200 when pages and checks can be answered, else 503."""
    down = [name for name, check in NEEDED.items() if state(check) != "ok"]
    text = f"down: {', '.join(down)}\n" if down else "ok\n"
    return HttpResponse(text, status=503 if down else 200, content_type="text/plain")


@never_cache
def readyz(request):
    """The state of each part; 503 when one that is needed is down."""
    needed = {name: state(check) for name, check in NEEDED.items()}
    helpful = {name: state(check) for name, check in HELPFUL.items()}
    serves = set(needed.values()) == {"ok"}
    whole = serves and set(helpful.values()) == {"ok"}
    status = "ok" if whole else "degraded" if serves else "down"
    return JsonResponse({"status": status, "parts": needed | helpful}, status=200 if serves else 503)
