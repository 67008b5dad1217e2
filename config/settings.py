"""Settings: embedded defaults for a laptop, one environment variable for each thing a national installation replaces.

| variable | default | what |
|---|---|---|
| LMR_DATA_DIR | var/ | databases, keys, extracts, release parts |
| DATABASE_URL | SQLite in the data folder | the register and the published releases |
| IDENTITY_DATABASE_URL | SQLite; required with DATABASE_URL | the vault; `none` where it must not be reached |
| REDIS_URL | none: tasks run in the process, cache in its memory | Celery's broker and results, and the cache |
| LMR_TASK_PATIENCE | 3600 | seconds until a lost machine's tasks go to another; more than a task takes |
| LMR_SECURE_BUCKET | none: a folder in the data folder | S3-compatible storage of extracts, cubes and proofs |
| LMR_LINES_A_RANGE | 2000000 | dispensings a task counts at a time |
| LMR_KEYS_DIR | keys/ in the data folder | the vault's keys and Django's secret key |
| LMR_API_CALLS | 300/10 | calls of the APIs one reader may make, in how many seconds |
| LMR_PROXIES | 0 | proxies before the site, each of which adds to X-Forwarded-For; 0: the header is not believed |
| LMR_HOSTS | localhost | host names the site answers to, with commas |
| LMR_DEBUG | 0 | Django's debug pages |
| LMR_TWO_FACTOR | 1 | staff log in with a second factor; 0 for a demonstration |
| LMR_HTTPS | 0 | 1: cookies are sent over https only |
| LMR_SYNTHETIC_ONLY | 1 | identity numbers of the real series are refused |
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import redis_url
from config.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("LMR_DATA_DIR", BASE_DIR / "var")).resolve()
KEYS_DIR = Path(os.environ.get("LMR_KEYS_DIR", DATA_DIR / "keys")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("LMR_DEBUG") == "1"
SECRET_KEY = secret_key(KEYS_DIR)
ALLOWED_HOSTS = os.environ.get("LMR_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "website.apps.WebsiteConfig",
    "statistics.apps.StatisticsConfig",  # the dotted class: the plain name can silently load an empty app
    "registry.apps.RegistryConfig",
    "registry.identity.apps.IdentityConfig",
    "registry.staff.apps.StaffAdminConfig",  # Django's admin, behind two factors
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "drf_spectacular",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages and files; its random padding keeps tokens in staff pages safe
    "csp.middleware.CSPMiddleware",
    # Sessions and CSRF set their cookies when a staff page uses them; no public page does, and a test holds that.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "website.straight.without_marks",
    "website.language.language_of_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "registry.staff.sessions.limit",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns a locked log-in into its page
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "website.context.shell",
            ],
        },
    },
]


def sqlite(name: str) -> dict[str, object]:
    """A SQLite database in the data folder; its write-ahead log lets readers and one writer work at once."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-200000;",
        },
    }


DATABASES: dict[str, dict[str, object]] = {
    "default": sqlite("register.sqlite3"),
    "identity": sqlite("identity.sqlite3"),
}
VAULT_URL = os.environ.get("IDENTITY_DATABASE_URL")
if url := os.environ.get("DATABASE_URL"):
    DATABASES["default"] = dict(dj_database_url.parse(url))
if VAULT_URL == "none":
    del DATABASES["identity"]
elif VAULT_URL:
    DATABASES["identity"] = dict(dj_database_url.parse(VAULT_URL))
elif url:
    raise ImproperlyConfigured("DATABASE_URL needs IDENTITY_DATABASE_URL beside it: the vault's database, or none")
DATABASE_ROUTERS = ["config.routers.IdentityRouter"]

REDIS_URL = os.environ.get("REDIS_URL")
CELERY_BROKER_URL = redis_url.for_celery(REDIS_URL) if REDIS_URL else "memory://"
CELERY_RESULT_BACKEND = CELERY_BROKER_URL if REDIS_URL else "cache+memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task goes back to the queue
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# A task that nobody has acknowledged for so long, because its whole machine went down, is given to another worker.
TASK_PATIENCE = int(os.environ.get("LMR_TASK_PATIENCE", "3600"))
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": TASK_PATIENCE,
    "unacked_restore_interval": min(TASK_PATIENCE, 30),  # seconds between looks for such tasks
    "unacked_restore_throttle": 1,  # every look counts; by default nine of ten do not
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = False
CELERY_TIMEZONE = "Europe/Oslo"
# `celery -A config beat` sends for these; without Redis, `manage.py keep_retention` and `verify_log` do the same.
CELERY_BEAT_SCHEDULE = {
    "retention": {"task": "registry.retention", "schedule": crontab(hour=3, minute=10)},
    "verify the log": {"task": "registry.verify_log", "schedule": crontab(hour=3, minute=40)},
}

CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url.for_cache(REDIS_URL)}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
# A cache of its own for the counters of calls, with place for as many readers as a busy window has.
CACHES["calls"] = CACHES["default"] | (
    {"KEY_PREFIX": "calls"} if REDIS_URL else {"LOCATION": "calls", "OPTIONS": {"MAX_ENTRIES": 100_000}}
)
API_CALLS, API_WINDOW = map(int, os.environ.get("LMR_API_CALLS", "300/10").split("/"))

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Whole files of published releases, which everybody may fetch.
    "open": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "open"},
    },
    # Extracts, cubes and worlds: the secure side. Shared storage where several machines build one release.
    "secure": {
        "BACKEND": "statistics.storage.WholeFiles",
        "OPTIONS": {"location": DATA_DIR / "secure", "allow_overwrite": True},
    },
}
if bucket := os.environ.get("LMR_SECURE_BUCKET"):
    STORAGES["secure"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": bucket, "file_overwrite": True, "default_acl": None},
    }
LINES_A_RANGE = int(os.environ.get("LMR_LINES_A_RANGE", "2000000"))
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

LOGIN_URL = "admin:login"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # and half an hour without a click, and a working day: registry.staff.sessions
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("LMR_HTTPS") == "1"

# Staff: a password and a second factor, and a lock after five failures of one account from one address.
TWO_FACTOR = os.environ.get("LMR_TWO_FACTOR", "1") == "1"
OTP_TOTP_ISSUER = "Legemiddelregisteret"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registry/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": int(os.environ.get("LMR_PROXIES", "0")),
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Legemiddelstatistikk",
    "DESCRIPTION": "Åpne tall om legemidler utlevert på resept. Alt hentes med GET, uten nøkkel. "
    "Ingenting blir oversett: det som ikke er forstått, er en feil som sier hva som ville vært riktig.",
    "VERSION": "1.0.0",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "SERVE_PUBLIC": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

# A file of one year and one pharmacy is small; a whole register's must not be held in memory by an upload.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Identity numbers of the real series are refused unless an installation that may hold them says otherwise.
SYNTHETIC_ONLY = os.environ.get("LMR_SYNTHETIC_ONLY", "1") == "1"
