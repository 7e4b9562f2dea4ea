# SPDX-License-Identifier: Apache-2.0
"""Django's settings: safe by default, everything that differs between installations comes from `environment`."""

from __future__ import annotations

from pathlib import Path

from yunce.web.environment import WebEnvironment, database, incoming_folder, signing_key, static_folder

_HERE = Path(__file__).parent
_ENV = WebEnvironment.read()

YUNCE = _ENV
SECRET_KEY = signing_key(_ENV.home)
DEBUG = False
ALLOWED_HOSTS = list(_ENV.hosts)
ROOT_URLCONF = "yunce.web.urls"
WSGI_APPLICATION = "yunce.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(_ENV.home, _ENV.database_url)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "yunce.web.ui",
    "yunce.web.accounts",
    "yunce.web.cockpit",
    "yunce.web.plans",
    "yunce.web.review",
    "yunce.web.data",
    "yunce.web.workitems",
    "yunce.web.agenda",
    "yunce.web.api",
    "yunce.web.routine",
    "yunce.web.notices",
    "yunce.web.cases",
    "yunce.web.inspect",
    "yunce.web.rules",
    "yunce.web.money",
    "yunce.web.people",
    "yunce.web.registers",
    "django_tasks",
    "django_tasks_db",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yunce.web.middleware.PageMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("yunce.web.ui.folding.FoldingLoader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "yunce.web.ui.frame.frame",
                "yunce.web.notices.context.unread",
            ],
            "builtins": ["yunce.web.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# signing in
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "sesame.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "cockpit"
LOGOUT_REDIRECT_URL = "sign-in"
SESSION_ENGINE = "yunce.web.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESAME_ONE_TIME = True
SESAME_MAX_AGE = 30 * 60
SESAME_TOKEN_NAME = "token"  # noqa: S105 - the name of a parameter, not a secret
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "yunce.web.accounts.views.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False

# transport and headers
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yunce.web.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _ENV.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _ENV.https else 0
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _ENV.hosts] if _ENV.https else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# files that come in and go out
STATIC_URL = "/static/"
STATIC_ROOT = str(static_folder(_ENV.home))
STATICFILES_DIRS = [_HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "yunce.web.ui.static_files.VersionedFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 24 * 3600
FILE_UPLOAD_HANDLERS = ["yunce.web.data.upload_handler.BoundedUpload", "django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(incoming_folder(_ENV.home))
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # a long checklist has a place for a photo in each line; how many are taken, each page says
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LOCALE_PATHS = [_HERE / "locale"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
