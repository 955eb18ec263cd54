"""Settings of every process. What an operator may change stands in environment.py."""

from typing import Any
from urllib.parse import unquote

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from naober.config.databases import ROLES, databases
from naober.config.environment import (
    ROOT,
    read,
    read_flag,
    read_list,
    read_number,
    split_url,
    var_folder,
)
from naober.config.secret import secret_key

NAOBER_PROCESS = read("NAOBER_PROCESS")
NAOBER_DEMO = read_flag("NAOBER_DEMO")
NAOBER_THEME = read("NAOBER_THEME")
NAOBER_VAR = var_folder()
NAOBER_YOUNG_CARER_BELOW = read_number("NAOBER_YOUNG_CARER_BELOW")
NAOBER_REGISTRATIONS_PER_NETWORK = read_number("NAOBER_REGISTRATIONS_PER_NETWORK")
NAOBER_REGISTRATIONS_PER_HOUR = read_number("NAOBER_REGISTRATIONS_PER_HOUR")
NAOBER_REFERRAL_WORKING_DAYS = read_number("NAOBER_REFERRAL_WORKING_DAYS")
NAOBER_REFERRAL_KEPT_DAYS = read_number("NAOBER_REFERRAL_KEPT_DAYS")
NAOBER_API_PER_MINUTE = read_number("NAOBER_API_PER_MINUTE")
NAOBER_HSDS_VERSION = read("NAOBER_HSDS_VERSION")
NAOBER_SECOND_FACTOR = not NAOBER_DEMO
NAOBER_PHONE = read("NAOBER_PHONE")
NAOBER_NUMBERS_NOW = read_list("NAOBER_NUMBERS_NOW")
NAOBER_YOUNG_LINES = [
    (name.strip(), number.strip())
    for name, colon, number in (one.partition(":") for one in read_list("NAOBER_YOUNG_LINES"))
    if colon
]
NAOBER_ADDRESS = read("NAOBER_ADDRESS").rstrip("/")
HTTPS = read_flag("NAOBER_HTTPS")

SECRET_KEY = secret_key(demo=NAOBER_DEMO)
SECRET_KEY_FALLBACKS = [key for key in [read("NAOBER_SECRET_KEY_BEFORE")] if key]
DEBUG = read_flag("NAOBER_DEBUG")
ALLOWED_HOSTS = read_list("NAOBER_HOSTS")

INSTALLED_APPS = [
    "naober.shared",  # first, with accounts: their templates come before those of libraries
    "naober.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # templates of allauth.usersessions
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "naober.audit",
    "naober.organisations",
    "naober.directory",
    "naober.carers",
    "naober.screening",
    "naober.casework",
    "naober.sites.public",
    "naober.sites.carer",
    "naober.sites.desk",
    "naober.sites.provider",
    "naober.sites.municipality",
    "naober.sites.editor",
    "naober.demo",
    "naober.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "naober.config.middleware.PrivacyHeadersMiddleware",
    "naober.api.middleware.OpenDataMiddleware",  # before sessions: open data reads none
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "naober.sites.middleware.ActorMiddleware",  # innermost: one transaction around view and render
]

ROOT_URLCONF = "naober.config.urls"
WSGI_APPLICATION = "naober.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "naober.sites.context.site",
            ],
        },
    }
]
FORM_RENDERER = "naober.shared.form_rendering.NLDSRenderer"

DATABASES: dict[str, Any] = databases(
    NAOBER_PROCESS if NAOBER_PROCESS in ROLES else "web"  # the checks refuse another
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all processes: the limits on guessing count there.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "naober_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    # Each process for itself: how often a network asks for open data (shared/limits.py).
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "process",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Likewise: packs of municipalities, a megabyte each.
    "packs": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "packs",
        "OPTIONS": {"MAX_ENTRIES": 8},
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home_of_role"
LOGOUT_REDIRECT_URL = "public:home"

ACCOUNT_ADAPTER = "naober.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "naober.accounts.forms.AskCodeForm",
    "confirm_login_code": "naober.accounts.forms.ConfirmCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code by mail is the proof of the address
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a second factor that was added or removed
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {
    # A town hall behind one address goes on; accounts/limits.py counts for each account.
    "request_login_code": "400/10m/ip",
    "login_failed": "10/h/key",  # of the second factor, after the first was right
    "reauthenticate": "20/10m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = read_number("NAOBER_PROXY_COUNT")
MFA_ADAPTER = "naober.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "naober.accounts.forms.SecondStepForm",
    "reauthenticate": "naober.accounts.forms.OnceMoreForm",
    "activate_totp": "naober.accounts.forms.StartAppForm",
    "add_webauthn": "naober.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "naober.accounts.forms.PasskeyForm",
    "login_webauthn": "naober.accounts.forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "naober.accounts.forms.PasskeyOnceMoreForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_RATE_LIMITS = {"webauthn_login": "400/10m/ip"}  # nothing to guess there
MFA_TOTP_ISSUER = "Naober"
MFA_TOTP_TOLERANCE = 0  # a used code is remembered for one period, so it may count in one only
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "naober.accounts.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-naober" if HTTPS else "naober_session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "naober_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "naober.sites.errors.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS
NAOBER_IDLE_MINUTES = {"carer": 30, "staff": 15}

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "src" / "naober" / "locale"]
LANGUAGE_COOKIE_NAME = "naober_language"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "naober.shared.mail.QueuedBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("NAOBER_MAIL_FROM")
NAOBER_MAIL_FOLDER = NAOBER_VAR / "mail"
_mail = split_url(read("NAOBER_MAIL_URL"))
NAOBER_MAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if NAOBER_DEMO
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = str(NAOBER_MAIL_FOLDER)
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 587
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp"
EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "naober.shared.logs.NoPeople",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
