"""Django's settings, in one file; what the surroundings may change is in env.py."""

import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.env import ROOT, Env, EnvError, database

ENV = Env()
BASE_DIR = ROOT
DATA: Path = ENV.data
DATA.mkdir(parents=True, exist_ok=True)

DEBUG = ENV.debug
DEMO = ENV.demo
MAP_TILES, MAP_ATTRIBUTION = ENV.map_tiles, ENV.map_attribution
ALLOWED_HOSTS = ENV.hosts
CSRF_TRUSTED_ORIGINS = ENV.origins
ADDRESS = ENV.address.rstrip("/")


def secret_key() -> str:
    """The given key, or for the embedded default one that is made once and kept beside the data, readable by its owner only."""
    if ENV.secret_key:
        return ENV.secret_key
    if ENV.database_url and not DEBUG and not all(h in {"127.0.0.1", "localhost", "[::1]"} for h in ALLOWED_HOSTS):
        raise EnvError("Set KUULUU_SECRET_KEY (or KUULUU_SECRET_KEY_FILE) to at least 50 random characters.")
    path = DATA / "secret_key"
    if not path.exists():
        draft = DATA / f"secret_key.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        draft.replace(path)
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.forms",
    "django_htmx",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "portal",
    "organisations",
    "people",
    "interfaces.contacts",
    "interfaces.networks",
    "participation.matters",
    "participation.feedback",
    "participation.budgeting",
    "participation.panels",
    "wellbeing.indicators",
    "wellbeing.plans",
    "reports.rounds",
    "reports.documents",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.middleware.DomainErrorMiddleware",
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
                "django.template.context_processors.i18n",
                "portal.context_processors.page",
                "organisations.context_processors.place",
                "people.context_processors.person",
            ],
            "builtins": ["portal.templatetags.kuuluu", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "portal.forms.KuuluuRenderer"

DATABASES = {"default": database(ENV.database_url, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "region_front"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "region_front"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENV.https else "http"
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "people.forms.SignInForm",
    "signup": "people.forms.SignUpForm",
    "reset_password": "people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "people.forms.NewPasswordByMailForm",
    "change_password": "people.forms.ChangePasswordForm",
    "set_password": "people.forms.SetPasswordForm",
    "add_email": "people.forms.ChangeEmailForm",
    "reauthenticate": "people.forms.PasswordAgainForm",
}
SOCIALACCOUNT_ADAPTER = "people.adapters.IdentityAdapter"
SOCIALACCOUNT_EMAIL_REQUIRED = False  # an identified resident may vote without an e-mail
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # and none is taken from the provider
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kuuluu"
MFA_ADAPTER = "people.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "people.forms.SecondFactorForm",
    "reauthenticate": "people.forms.SecondFactorAgainForm",
    "activate_totp": "people.forms.AuthenticatorForm",
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "tunnistus",
                "name": ENV.oidc_name,
                "client_id": ENV.oidc_client_id,
                "secret": ENV.oidc_secret,
                "settings": {
                    "server_url": ENV.oidc_issuer,
                    "scope": ENV.oidc_scopes,
                    "subject_claim": ENV.oidc_subject_claim,
                    "municipality_claim": ENV.oidc_municipality_claim,
                    "birthdate_claim": ENV.oidc_birthdate_claim,
                },
            }
        ]
        if ENV.oidc_issuer
        else [],
    }
}
# Sign-in limits are counted here: one table for all processes, and nothing more to run.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}

# Languages: Finnish first; one catalogue folder per part of the house, so that a part can be read and mended alone.
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").iterdir() if path.is_dir()) if (BASE_DIR / "locale").is_dir() else []
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
USE_THOUSAND_SEPARATOR = False  # years and ids must stay whole; figures are written by the filters of portal.numerals

# Files
STATIC_URL = "/static/"
STATIC_ROOT: Path = ENV.static
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(DATA / "files")}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half the compressing on the first start; the finders serve plain names
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# An attachment is never on the disk as it was sent, and a full disk is met only when it is stored.
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# Work in the background: the Job row is the truth, the broker only a doorbell.
CELERY_BROKER_URL = ENV.broker_url or "filesystem://localhost"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
if not ENV.broker_url:
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # its replies would pile up in the broker's folder
    for name in ("in", "processed", "control"):
        (DATA / "broker" / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA / "broker" / "in"),
        "data_folder_out": str(DATA / "broker" / "in"),
        "processed_folder": str(DATA / "broker" / "processed"),
        "control_folder": str(DATA / "broker" / "control"),
        "polling_interval": 0.5,
    }
# A busy worker need not catch up on minutes that have gone.
CELERY_BEAT_SCHEDULE = {"tick": {"task": "portal.tasks.tick", "schedule": 60.0, "options": {"expires": 55}}}
JOB_PATIENCE = 60  # seconds without a heartbeat before a job is taken for lost
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "broker" / "beat") if not ENV.broker_url else str(DATA / "beat")

# Post
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if ENV.email_url else "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "post")
DEFAULT_FROM_EMAIL = ENV.email_from
if ENV.email_url:
    parts = urlsplit(ENV.email_url)
    EMAIL_HOST, EMAIL_PORT = parts.hostname or "localhost", parts.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(parts.username or ""), unquote(parts.password or "")
    EMAIL_USE_TLS = parts.scheme in {"smtps", "smtp+tls"}
EMAIL_TIMEOUT = 20

# Safety
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.https else 0  # sign-in limits count visitors, not nginx
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # HTTPS is ended at nginx; KUULUU_HTTPS says when.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
}
