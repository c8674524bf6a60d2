"""All settings. What a school may set comes from the environment, see docs/manual/settings.md."""

import os
from pathlib import Path

from beside.server import databases, environment, postgres, school_accounts, secrets
from beside.server.environment import flag, minutes
from beside.server.version import version

PACKAGE = Path(__file__).resolve().parent.parent


DEBUG = False
SECRET_KEY = secrets.secret_key()
ALLOWED_HOSTS = environment.names("BESIDE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.origins("BESIDE_ORIGINS")
SECURE = flag("BESIDE_HTTPS")
# The proxies whose X-Forwarded-For is believed, and the addresses of the school's own network.
PROXIES = environment.networks("BESIDE_PROXIES")
SCHOOL_ADDRESSES = environment.networks("BESIDE_SCHOOL_ADDRESSES")

INSTALLED_APPS = [
    "beside.home",
    "beside.enrichment",
    "beside.timetable",
    "beside.recognition",
    "beside.placement",
    "beside.ties",
    "beside.safeguarding",
    "beside.accounts",
    "beside.schools",
    "beside.access",
    "beside.audit",
    "beside.messages",
    "beside.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "beside.web.middleware.health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "beside.web.middleware.no_store",
    "beside.web.middleware.only_ours",
    "beside.web.bodies.bounded",
    "beside.web.texts.readable",
    "beside.access.middleware.limited",
    "beside.access.middleware.one_transaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "beside.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "beside.access.middleware.actor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "beside.schools.middleware.looks_written",
    "beside.access.middleware.kept_apart",
    "beside.access.middleware.refusals",
]

ROOT_URLCONF = "beside.server.urls"
WSGI_APPLICATION = "beside.server.wsgi.application"
LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", LOADERS)],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "beside.web.templatetags.web",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "beside.home.context.page",
            ],
        },
    }
]

DATABASES = {"default": databases.from_environment()}
if flag("BESIDE_KEEP_CONNECTIONS"):
    DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "beside.access.limits.once.Once"}}

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["beside.access.sessions.Accounts"]
PASSWORD_HASHERS = [
    "beside.access.passwords.Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Our own limits count instead: theirs count right tries, in a cache that forgets.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "beside.access.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "beside.access.forms.SignInForm",
    "reset_password": "beside.accounts.forms.ForgottenForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "signed_out"

MFA_ADAPTER = "beside.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 12
IDLE_MINUTES = minutes("BESIDE_IDLE_MINUTES", 10)
SCHOOL_ACCOUNTS = school_accounts.from_environment(os.environ)

SESSION_ENGINE = "beside.access.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", "English"),
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ro", "Română"),
    ("so", "Soomaali"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("BESIDE_TIME_ZONE", "Europe/London")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if not os.environ.get("BESIDE_MAIL_HOST"):
    EMAIL_BACKEND = "beside.messages.backend.FileBackend"
EMAIL_HOST = os.environ.get("BESIDE_MAIL_HOST", "")
EMAIL_HOST_USER = os.environ.get("BESIDE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BESIDE_MAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("BESIDE_MAIL_TLS")
EMAIL_PORT = environment.port("BESIDE_MAIL_PORT", 25)
DEFAULT_FROM_EMAIL = os.environ.get("BESIDE_MAIL_FROM", "beside@localhost")
# Schools at Wonde: a token, and the id that each school here has there, as in "A123=HILL,A45=MILL".
WONDE_TOKEN = os.environ.get("BESIDE_WONDE_TOKEN", "").strip()
WONDE_SCHOOLS = os.environ.get("BESIDE_WONDE_SCHOOLS", "")
WONDE_CONNECTED_BY = os.environ.get("BESIDE_WONDE_CONNECTED_BY", "")
WONDE_ADDRESS = os.environ.get("BESIDE_WONDE_ADDRESS", "https://api.wonde.com/v1.0")

ADDRESS = os.environ.get("BESIDE_ADDRESS", "http://localhost:8000/")

# Files stay in memory: bodies.FILE is the most that anybody may send, and little of it at once.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

VERSION = version()
DATA_FOLDER = postgres.data_dir()
BACKUP_FOLDER = os.environ.get("BESIDE_BACKUP_FOLDER", "")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "beside.home.jobs.do_again_when_disturbed"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"names": {"()": "beside.web.logs.Names"}},
    "formatters": {"places": {"()": "beside.web.logs.Places"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["names"],
            "formatter": "places",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
