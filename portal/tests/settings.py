"""The settings of the tests: a folder of their own, no .env, nothing outside the process but the database.

DATABASE_URL, REDIS_URL and CACHE_URL are heeded, so that the same tests run on real servers.
"""

import os
import re
import tempfile
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / ".env.example"
HEEDED = {"DATABASE_URL", "REDIS_URL", "CACHE_URL"}
for name in re.findall(r"^#?(\w+)=", EXAMPLE.read_text(), re.MULTILINE):
    if name not in HEEDED:
        os.environ.pop(name, None)

# Made by the process that steers the tests; its workers inherit it and take a folder each.
if "TEST_ROOT" not in os.environ:
    os.environ["TEST_ROOT"] = tempfile.mkdtemp(prefix="damaipedia-test-")
os.environ["DATA_DIR"] = str(Path(os.environ["TEST_ROOT"]) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["ENV_FILE"] = os.devnull
os.environ.setdefault("REDIS_URL", "memory://tests")

from portal.settings import *  # noqa: E402, F403
from portal.settings import CACHES, MIDDLEWARE, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests sign in without ceremony; those of signing in itself switch these on.
AXES_ENABLED = False
MIDDLEWARE = [name for name in MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]
RATE_LIMITS = {"read": None, "check": None, "report": None}
RATE_KEY_LIMITS = {"read": None, "check": None, "report": None}
RATE_TOTALS: dict = {}
API_MEMORY = 0  # tests change rows behind the back of the log of changes
if os.environ.get("CACHE_URL"):
    # A database each, for clearing the cache clears the whole of it.
    CACHES["default"]["LOCATION"] += "?db=" + os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
else:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
