"""Settings: everything from the environment, with defaults that are safe on one office computer.

HAILONG_VAR          folder of the database and the secret key (default: `var` under the working directory)
HAILONG_DATABASE_URL postgresql://user:password@host:port/name instead of the embedded SQLite
HAILONG_SECRET_KEY   instead of the key kept in HAILONG_VAR
HAILONG_DEMO         1 in the demo only: the sample agency's own moment is shown and may be moved forward
HAILONG_NOW          the demo's first moment; refused outside the demo
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("HAILONG_VAR") or "var").absolute()
VAR.mkdir(parents=True, exist_ok=True)

DEMO = os.environ.get("HAILONG_DEMO") == "1"
if os.environ.get("HAILONG_NOW") and not DEMO:
    raise ImproperlyConfigured("HAILONG_NOW chỉ dùng trong bản trình diễn (hailong demo). Cách sửa: bỏ biến này.")
MOMENT_FILE = VAR / "moment.json" if DEMO else None
SAMPLES = HERE / "cli" / "sample" / "documents"


def _secret_key(file: Path) -> str:
    """The key kept in the file, made on first use and readable by its owner alone."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as made:
            made.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii").strip()


def _postgresql(url: str) -> dict[str, Any]:
    """Django's words for postgresql://user:password@host:port/name?option=value; a socket folder may be `host=`."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise ImproperlyConfigured("HAILONG_DATABASE_URL phải có dạng postgresql://người-dùng:mật-khẩu@máy:cổng/tên")
    options: dict[str, Any] = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    """The embedded database: nothing acknowledged is lost at a power cut, and writers wait instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;"
            "PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;",
        },
        "CONN_MAX_AGE": None,
        # A file, so that a live test server's threads each have a connection of their own.
        "TEST": {"NAME": file.with_name("test.sqlite3")},
    }


_url = os.environ.get("HAILONG_DATABASE_URL")
DATABASES = {"default": _postgresql(_url) if _url else _sqlite(VAR / "hailong.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = os.environ.get("HAILONG_SECRET_KEY") or _secret_key(VAR / "secret.key")
DEBUG = False
# No sign-in yet: the server listens on the loopback address and answers to no other name.
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "hailong.plan",
    "hailong.web.skin",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hailong.web.skin.language.ChosenLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "hailong.web.urls"
WSGI_APPLICATION = "hailong.web.application.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "hailong.web.skin.context.moment",
            ]
        },
    }
]
# A cookie, since there is neither sign-in nor session to keep a message in.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Django's own Vietnamese formats read 05/07/2025 as 7 May; ours come first.
FORMAT_MODULE_PATH = ["hailong.web.formats"]
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# An upload goes to a temporary file as it arrives, never to memory; what is too large is read off and dropped.
UPLOAD_MOST = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "hailong.web.skin.uploads.LimitHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hailong.web.desk.errors.forged"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
