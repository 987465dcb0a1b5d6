"""Django's settings of a node. Everything that differs between nodes comes from `Environment`, read once here."""

from __future__ import annotations

import os
from pathlib import Path

import panah
from panah.node.databases import connection_settings
from panah.node.environment import Environment, Https, Mode, NodeKind
from panah.node.home import DemoHome
from panah.web import languages

ENVIRONMENT = Environment.from_env(os.environ)
PRODUCTION = ENVIRONMENT.mode is Mode.PRODUCTION
ENCRYPTED = ENVIRONMENT.https is not Https.NONE
PANAH_HOME = ENVIRONMENT.home
PANAH_DEMO = ENVIRONMENT.mode is Mode.DEMO
# The home itself says whether everything in it is practice, to whatever process works in it.
PANAH_PRACTICE = DemoHome(PANAH_HOME).practising
# Whether the first line needs a second factor to sign in at a booth; every other role always does.
PANAH_BOOTH_SECOND_FACTOR = ENVIRONMENT.booth_second_factor
# Whether a body's own system may stand on this very machine, and be told there.
PANAH_WEBHOOK_LOOPBACK = ENVIRONMENT.webhook_loopback
PACKAGE = Path(panah.__file__).parent

DEBUG = False
# Outside production a fixed text serves; `panah up` refuses it and `panah demo` makes its own.
SECRET_KEY = ENVIRONMENT.secret or ("" if PRODUCTION else "only-for-development-" * 3)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts) or ([] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.origins)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "ninja",
    "panah.journal",
    "panah.web",
    "panah.people",
    "panah.watchlists",
    "panah.border",
    "panah.protection",
    "panah.node",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "panah.web.middleware.SecurityHeaders",
    "panah.web.problems.ProblemsForMachines",
    "panah.web.middleware.WholeFiles",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "panah.people.middleware.StaffMiddleware",
    "panah.people.post_time.PostTime",
    # After whoever is signed in is known: their language comes first.
    "panah.web.middleware.LanguageOfScreen",
    *(["panah.node.practice.said.KeepsWhatWasSaid"] if PANAH_PRACTICE else []),
]
ROOT_URLCONF = "panah.node.practice.site" if PANAH_PRACTICE else "panah.node.urls"
WSGI_APPLICATION = "panah.node.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "panah.web.context_processors.shell",
            ],
        },
    }
]
FORM_RENDERER = "panah.web.forms.Renderer"
CSRF_FAILURE_VIEW = "panah.web.views.csrf_failure"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": connection_settings(ENVIRONMENT)}

AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Idleness is ended or locked by panah.people, by role; a locked booth keeps its work for the whole shift.
SESSION_COOKIE_AGE = 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENCRYPTED
# A browser keeps one cookie of a name for all ports of a machine: two nodes on it need two names.
_COOKIE = ("__Host-" if ENCRYPTED else "", "-bodies" if ENVIRONMENT.node is NodeKind.BODIES else "")
SESSION_COOKIE_NAME = "session".join(_COOKIE)
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENCRYPTED
CSRF_COOKIE_NAME = "csrf".join(_COOKIE)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https is Https.PROXY else None
SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENCRYPTED
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A manifest of a bus or a paper batch is the largest thing anybody sends.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = languages.LANGUAGES
LANGUAGES_BIDI = languages.LANGUAGES_BIDI
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = ENCRYPTED

STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "panah.web.fonts.FontFinder"]
STATIC_ROOT = ENVIRONMENT.home / "static"
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = ENVIRONMENT.mode is Mode.DEVELOPMENT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

# Neither addresses nor parameters nor bodies are logged: a line says what kind of thing happened, never about whom.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"nothing_personal": {"()": "panah.node.logs.NothingPersonal"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["nothing_personal"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "panah": {"level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
