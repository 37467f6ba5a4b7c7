"""Settings: everything from the environment, with defaults that are safe on one office computer.

HAILONG_VAR          folder of the database and the secret key (default: `var` under the working directory)
HAILONG_DATABASE_URL postgresql://user:password@host:port/name instead of the embedded SQLite
HAILONG_SECRET_KEY   instead of the key kept in HAILONG_VAR
HAILONG_DEMO         1 in the demo only: the sample agency's own moment is shown and may be moved forward
HAILONG_NOW          the demo's first moment; refused outside the demo
HAILONG_HOSTS        further names under which the pages are asked for, with commas between
HAILONG_HTTPS        1 where a server in front speaks HTTPS and says so in X-Forwarded-Proto: cookies go over it only
HAILONG_URL          the address under which people reach these pages, for links in messages that go outside
HAILONG_SMTP_URL     smtp://, smtp+starttls:// or smtps://user:password@host:port?from=address; without it no e-mail
HAILONG_WEBHOOK_URL  https://... to which notices are posted as JSON, signed with HAILONG_WEBHOOK_SECRET
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from hailong.agency.people import policy

HERE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("HAILONG_VAR") or "var").absolute()
VAR.mkdir(parents=True, exist_ok=True)

DEMO = os.environ.get("HAILONG_DEMO") == "1"
if os.environ.get("HAILONG_NOW") and not DEMO:
    raise ImproperlyConfigured("HAILONG_NOW chỉ dùng trong bản trình diễn (hailong demo). Cách sửa: bỏ biến này.")
MOMENT_FILE = VAR / "moment.json" if DEMO else None
SAMPLES = HERE / "cli" / "sample" / "documents"
CAST = HERE / "cli" / "sample" / "cast.toml" if DEMO else None


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


MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def _mail(url: str) -> tuple[str, SplitResult]:
    """The sender's address and the parts of the mail server's; no host where none is set."""
    parts = urlsplit(url)
    if url and (parts.scheme not in MAIL_PORTS or not parts.hostname):
        raise ImproperlyConfigured("HAILONG_SMTP_URL phải có dạng smtps://người-dùng:mật-khẩu@máy:cổng?from=địa-chỉ")
    return parse_qs(parts.query).get("from", [f"hailong@{parts.hostname or 'localhost'}"])[-1], parts


def _webhook(url: str, secret: str) -> str:
    """The address as it came; what goes there is personal, so it is encrypted, or stays on this machine, and signed."""
    parts = urlsplit(url)
    near = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    if url and not (near or (parts.scheme == "https" and parts.hostname)):
        raise ImproperlyConfigured("HAILONG_WEBHOOK_URL phải bắt đầu bằng https://, hoặc http:// ở chính máy này")
    if url and not secret:
        raise ImproperlyConfigured("HAILONG_WEBHOOK_URL cần HAILONG_WEBHOOK_SECRET để ký. Cách sửa: đặt một chuỗi dài")
    return url


_url = os.environ.get("HAILONG_DATABASE_URL")
DATABASES = {"default": _postgresql(_url) if _url else _sqlite(VAR / "hailong.sqlite3")}
AUTH_USER_MODEL = "agency.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = os.environ.get("HAILONG_SECRET_KEY") or _secret_key(VAR / "secret.key")
DEBUG = False
_hosts = os.environ.get("HAILONG_HOSTS", "").split(",")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *filter(None, map(str.strip, _hosts))]
HTTPS = os.environ.get("HAILONG_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS

INSTALLED_APPS = [
    "hailong.web.skin",  # first: its templates stand before those of the sign-in library
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "hailong.agency",
    "hailong.plan",
    "hailong.measure",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hailong.web.skin.language.ChosenLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hailong.web.skin.viewing.ViewerMiddleware",
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
                "hailong.web.skin.context.shell",
            ]
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

# Signing in: by login and password, with a second factor for who wants one. Accounts are made by administrators.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_rules = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_rules}.MinimumLengthValidator", "OPTIONS": {"min_length": policy.PASSWORD_LEAST}},
    {"NAME": "hailong.agency.people.passwords.UnlikeItsOwner"},
    {"NAME": f"{_rules}.CommonPasswordValidator"},
    {"NAME": f"{_rules}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "hailong.web.skin.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": policy.TRIES_OF_A_PLACE.rate("ip"),
    "login_failed": f"{policy.WRONG_OF_A_PLACE.rate('ip')},{policy.WRONG_OF_A_NAME.rate('key')}",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Hài Lòng"
MFA_TOTP_TOLERANCE = 1  # a telephone half a minute slow or fast is still believed
# One for every process, so that limits hold: a table of the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "hailong_cache"}}
# A session ends with the browser, after an idle hour and after the longest day (`skin.viewing`), by real time.
SESSION_COOKIE_AGE = policy.LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

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

# Files that people show, by their hash; to be saved together with the database.
EVIDENCE = VAR / "evidence"

SITE_URL = os.environ.get("HAILONG_URL", "").rstrip("/")
DEFAULT_FROM_EMAIL, _server = _mail(os.environ.get("HAILONG_SMTP_URL", ""))
EMAIL_HOST, EMAIL_PORT = _server.hostname or "", _server.port or MAIL_PORTS.get(_server.scheme, 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_server.username or ""), unquote(_server.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _server.scheme == "smtps", _server.scheme == "smtp+starttls"
WEBHOOK_SECRET = os.environ.get("HAILONG_WEBHOOK_SECRET", "")
WEBHOOK_URL = _webhook(os.environ.get("HAILONG_WEBHOOK_URL", ""), WEBHOOK_SECRET)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# An upload goes to a temporary file as it arrives, never to memory; what is too large is read off and dropped.
UPLOAD_MOST = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "hailong.web.skin.uploads.LimitHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# Confirming a plan asks for each printed name, each task with several leads and each duty: 400 rows of each at once.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

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
    "filters": {"discreet": {"()": "hailong.web.skin.discreet.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["discreet"]}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
