"""Every setting, read from the environment once. `.env.example` explains each variable."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from corsheaders.defaults import default_headers
from django.utils.translation import gettext_lazy as _

from core.keys import secret
from portal.environment import (
    address,
    explained,
    flag,
    folder,
    host_ports,
    load,
    networks,
    number,
    postgresql,
    rate,
    read,
    text,
    words,
)
from portal.sockets import socket_path
from portal.timetable import CLOCK, QUEUES, ROUTES

BASE_DIR = Path(__file__).resolve().parent.parent
load(os.environ.get("ENV_FILE") or BASE_DIR / ".env", known=explained(BASE_DIR / ".env.example"))

# Where everything stands and how it is reached.
DATA_DIR = folder("DATA_DIR", BASE_DIR / "var")
KEYS_DIR = DATA_DIR / "keys"
INDEX_DIR = DATA_DIR / "index"
EXPORTS_DIR = DATA_DIR / "exports"
HOST = text("HOST", "127.0.0.1")
PORT = number("PORT", 8000, 1, 65535)
WEB_WORKERS = number("WEB_WORKERS", 2, 1, 64)
SITE_URL = address("SITE_URL", f"http://127.0.0.1:{PORT}", ("http", "https"))
TRUSTED_PROXIES = networks("TRUSTED_PROXIES")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", ["*"])
DEBUG = flag("DEBUG")
SECRET_KEY = text("SECRET_KEY") or secret(KEYS_DIR, "secret").hex()

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # its pages are loaded with the addresses, in portal.urls
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "corsheaders",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "core",
    "candidates",
    "factcheck",
    "reports",
    "neutrality",
    "portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.keys.middleware.KeyMiddleware",
    "portal.answers.AnswersMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.web.PublicCompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.web.PublicPageMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "portal.limits.RateLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.languages.LanguageMiddleware",
    "portal.web.SlashMiddleware",
    "portal.web.MethodMiddleware",
    "portal.web.OriginMiddleware",
    "portal.web.UnavailableMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "portal.signin.second_factor.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_DIR / "db.sqlite3"),
    # Long, for the last one to close a connection writes the whole log back into the file; and not for ever,
    # for only a new one heeds what `core.planner` counted last night.
    "CONN_MAX_AGE": 24 * 3600,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    # A file, not memory: in memory all threads share one connection's locks, unlike the real thing.
    "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
}
DATABASES = {"default": read("DATABASE_URL", SQLITE, postgresql, "postgres://user:password@host:port/name")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache answers within a quarter of a second or counts as down.
CACHE_URL = address("CACHE_URL", "", ("redis", "rediss", "unix"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL or f"unix://{socket_path(DATA_DIR, 'cache')}",
        "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"


def closed_folder(name):
    """A storage that no view opens to the public and no other user of the machine can read."""
    modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    options = {"location": str(DATA_DIR / name), **modes}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": closed_folder("private"),  # what people send in
    # Evidence of confidential reports: sealed files only, in a folder that no backup without keys can open.
    "confidential": closed_folder("confidential"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False  # a command that renders a page works before the files are collected
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "webp", "gz", "br", "woff", "woff2", "zip"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "admin:login"

# Signing in. Wrong passwords are counted in the cache, under a name that is no address (portal.signin).
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_HANDLER = "portal.signin.guessing.GuessingHandler"
AXES_CLIENT_IP_CALLABLE = "portal.signin.guessing.source"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "portal.signin.guessing.locked_out"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Damaipedia"
SESSION_COOKIE_AGE = 12 * 3600  # a working day

# What a browser is told. Over https the cookies of editors are kept to https, too.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {"default-src": ["'self'"], "img-src": ["'self'", "data:"], "frame-ancestors": ["'none'"]}
}
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = [*default_headers, "x-api-key", "if-none-match", "if-modified-since", "range"]
CORS_EXPOSE_HEADERS = [
    *("RateLimit", "RateLimit-Policy", "Retry-After"),
    *("ETag", "Content-Range", "Content-Disposition", "Deprecation", "Sunset"),
]
CSRF_FAILURE_VIEW = "portal.problems.forged"
SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
# To https redirects the proxy; subdomains and browsers' built-in lists are for the owner of the domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"

# Requests a minute from one source; None is no limit.
RATE_LIMITS = {
    "read": rate("RATE_READ", 600),
    "check": rate("RATE_CHECK", 120),
    "report": rate("RATE_REPORT", 20),
}
RATE_KEY_LIMITS = {  # of one key of the API
    "read": rate("RATE_KEY_READ", 6000),
    "check": rate("RATE_KEY_CHECK", 1200),
    "report": rate("RATE_KEY_REPORT", 100),
}
RATE_TOTALS = {"check": rate("RATE_CHECK_TOTAL", 6000), "report": rate("RATE_REPORT_TOTAL", 3000)}  # of all

# Hosts and ports (`host:port`) that the guarded fetcher may open although they are not public.
FETCH_ALLOW = host_ports("FETCH_ALLOW")

# Under which licence others may use the exported data.
DATA_LICENCE = text("DATA_LICENCE", "CC BY 4.0")
DATA_LICENCE_URL = address(
    "DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/", ("http", "https")
)

# An archive service that saves the page whose address is put behind this one; "" asks none.
ARCHIVE_URL = address("ARCHIVE_URL", "", ("http", "https"))

# The embeddings server. Without EMBEDDINGS_URL: the bundled one, found by DATA_DIR/embedder.json.
EMBEDDINGS_URL = address("EMBEDDINGS_URL", "", ("http", "https"))
EMBEDDINGS_MODEL = text("EMBEDDINGS_MODEL", "damaipedia-e5-small-1")
EMBEDDINGS_KEY = text("EMBEDDINGS_KEY")
EMBEDDINGS_QUERY_PREFIX = text("EMBEDDINGS_QUERY_PREFIX")
EMBEDDINGS_PASSAGE_PREFIX = text("EMBEDDINGS_PASSAGE_PREFIX")

# A server of a larger model that puts the best candidates in order. None by default, and never needed.
RERANKER_URL = address("RERANKER_URL", "", ("http", "https"))
RERANKER_MODEL = text("RERANKER_MODEL")
RERANKER_KEY = text("RERANKER_KEY")

# Mail goes to files until EMAIL_URL says where else.
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
globals().update(read("EMAIL_URL", {}, environ.Env.email_url_config, "smtp+tls://user:password@host:port"))
DEFAULT_FROM_EMAIL = text("EMAIL_FROM", "Damaipedia <damaipedia@localhost>")

# Channels of reports. Each is off until its variables are set.
IMAP_URL = address("IMAP_URL", "", ("imaps",))
TELEGRAM_TOKEN = text("TELEGRAM_TOKEN")
TELEGRAM_SECRET = text("TELEGRAM_SECRET")
TELEGRAM_URL = address("TELEGRAM_URL", "", ("http", "https"))
WHATSAPP_TOKEN = text("WHATSAPP_TOKEN")
WHATSAPP_PHONE_ID = text("WHATSAPP_PHONE_ID")
WHATSAPP_APP_SECRET = text("WHATSAPP_APP_SECRET")
WHATSAPP_VERIFY_TOKEN = text("WHATSAPP_VERIFY_TOKEN")
WHATSAPP_TEMPLATE = text("WHATSAPP_TEMPLATE")
WHATSAPP_URL = address("WHATSAPP_URL", "", ("http", "https"))

# Tasks. A task is acknowledged when it is done. One whose worker was killed outright comes back when the
# visibility timeout has passed, looked for every second; so a task must end before that, by force.
REDIS_URL = address("REDIS_URL", "", ("redis", "rediss", "redis+socket", "memory"))
CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{socket_path(DATA_DIR, 'broker')}"
CELERY_TASK_SOFT_TIME_LIMIT = 20
CELERY_TASK_TIME_LIMIT = 25
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 30,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "unacked_mutex_expire": 5,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0}  # once more, at once
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_CONCURRENCY = 2
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_WORKER_HIJACK_ROOT_LOGGER = CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_ACCEPT_CONTENT = [CELERY_TASK_SERIALIZER := "json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = {name: {} for name in QUEUES}
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ROUTES = {task: {"queue": queue} for task, queue in ROUTES.items()}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "run" / "beat")
CELERY_BEAT_SCHEDULE = CLOCK

API_MEMORY = 16_000_000  # bytes of the API's answers that a web process keeps at most

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "core.parsing.BoundedJSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": [
        "portal.problems.KnownParametersOnly",
        "core.filtering.AskedFilters",
    ],
    "DEFAULT_PAGINATION_CLASS": "core.paging.ApiPagination",
    "EXCEPTION_HANDLER": "portal.problems.problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Damaipedia API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": _("Pemeriksaan fakta, pencocokan klaim, laporan hoaks, dan fakta pemilu Indonesia."),
    "SERVE_INCLUDE_SCHEMA": False,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "key": {
                "type": "http",
                "scheme": "bearer",
                "description": _(
                    "Kunci dari /kunci/. Wajib untuk webhook; di tempat lain memberi batas yang lebih tinggi."
                ),
            }
        }
    },
    "SECURITY": [{}, {"key": []}],
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "portal.api_schema.with_refusals",
    ],
    "ENUM_NAME_OVERRIDES": {
        "VerdictEnum": "factcheck.models.Verdict",
        "KindEnum": "factcheck.models.Kind",
        "PlatformEnum": "factcheck.models.Appearance.Platform",
        "DebunkStateEnum": "factcheck.models.Debunk.State",
        "ReportStateEnum": "reports.models.HoaxReport.State",
        "SeverityEnum": "neutrality.terms.Severity",
        "WebhookStateEnum": "portal.webhooks.models.Webhook.State",
        "EventEnum": "portal.webhooks.models.Kind",
    },
}

# Letters about errors, where an operator wants them, tell no word that anybody sent.
DEFAULT_EXCEPTION_REPORTER = "portal.error_reports.QuietReporter"

# Errors go to standard error, which the supervisor keeps in DATA_DIR/logs. Addresses of receipts are
# secrets of those who hold them: no log names one, and a 404 of a mistyped one is not worth a line.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"receipts": {"()": "portal.logs.HideReceipts"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["receipts"], "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
    },
}
