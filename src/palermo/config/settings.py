"""Settings. What differs between instances comes from the environment or the home folder; nothing else does.

PALERMO_HOME      the instance's folder (default: .home)
DATABASE_URL      postgres://... for PostgreSQL; SQLite in the home folder otherwise
PALERMO_HOSTS     host names it answers to, comma-separated (default: 127.0.0.1,localhost)
PALERMO_ORIGIN    the address people type, https://... (default: http://localhost:8000); passkeys are bound to it
PALERMO_PROXIES   how many proxies stand in front (default: 0); sign-in attempts are counted by the visitor's address
PALERMO_REGION    a YAML file of further countries (the demo's fictional region)
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from palermo.config.home import current_home

HOME = current_home()
SECRET_KEY = HOME.secret_key()
DEBUG = False
PALERMO_ORIGIN = os.environ.get("PALERMO_ORIGIN", "http://localhost:8000")
PALERMO_REGION = os.environ.get("PALERMO_REGION") or (str(HOME.region) if HOME.region.exists() else "")
_SECURE = urlsplit(PALERMO_ORIGIN).scheme == "https"
ALLOWED_HOSTS = [*os.environ.get("PALERMO_HOSTS", "127.0.0.1,localhost").split(","), urlsplit(PALERMO_ORIGIN).hostname]
CSRF_TRUSTED_ORIGINS = [PALERMO_ORIGIN]
ROOT_URLCONF = "palermo.config.urls"
WSGI_APPLICATION = "palermo.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "palermo.site",  # before allauth: its pages wear our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "palermo.commons",
    "palermo.ground",
    "palermo.know",
    "palermo.measure",
    "palermo.coordinate",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "palermo.site.middleware.NothingKeptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "palermo.site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "palermo.site.middleware.ActorMiddleware",
    "palermo.site.middleware.AccountWritesMiddleware",
    "palermo.site.middleware.PlainQueryMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palermo.site.context.shell",
            ],
        },
    }
]

_SQLITE_URL = f"sqlite:///{HOME.database}"
DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL", _SQLITE_URL), conn_max_age=600)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000",
    }
# Counts sign-in attempts and remembers used codes for all processes, without a cache server.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "ground.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by a steward, never by strangers
ACCOUNT_ADAPTER = "palermo.ground.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "palermo.ground.people.adapter.PasswordForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PALERMO_PROXIES", "0"))
MFA_ADAPTER = "palermo.ground.people.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "login_webauthn": "palermo.ground.people.adapter.PasskeyForm",
    "add_webauthn": "palermo.ground.people.adapter.NewPasskeyForm",
}
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds either way: telephones drift
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _SECURE  # browsers allow passkeys on http://localhost
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh-hans", "中文"),
]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "site" / "locale"]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # served from the source tree: nothing to collect, nothing to go stale
WHITENOISE_MAX_AGE = 3600

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
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False  # TLS ends at the proxy in front
SECURE_HSTS_SECONDS = 31536000 if _SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "palermo.site.errors.form_expired"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
