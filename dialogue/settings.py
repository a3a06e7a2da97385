"""Settings of the whole project, every one with a safe default; the environment overrides."""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")))
# Everything that the product writes lies here, unless a setting below says otherwise.
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", default=True)


def sample_secret():
    """A random key kept on this machine, so that no secret stands in the repository."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "DEBUG is off but SECRET_KEY is not set. Put a long random SECRET_KEY into the environment file; "
            "the sample key of var/secret_key is for trying the product only."
        )
    SECRET_KEY = sample_secret()
elif not DEBUG and (VAR_DIR / "secret_key").exists() and SECRET_KEY == sample_secret():
    raise ImproperlyConfigured(
        "SECRET_KEY is the sample key of var/secret_key. Make a new one for production."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_include_bootstrap",
    "django_htmx",
    "django_filters",
    "template_partials",
    "heroicons",
    "csp",
    "axes",
    "django_q",
    "core",
    "deadlines",
    "documents",
    "plans",
    "dialogue",
    "feedback",
    "conclusions",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "deadlines.middleware.CalendarMiddleware",
    "core.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dialogue.urls"
WSGI_APPLICATION = "dialogue.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.debug",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "core.forms.HouseRenderer"

# One database for all: SQLite on an office PC, PostgreSQL by DATABASE_URL=postgres://…
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE and WAL: without them read-then-write transactions of two processes fail as "locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "my_work"
LOGOUT_REDIRECT_URL = "sign_in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "core/lockout.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["core.formats"]

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.str("MEDIA_ROOT", str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_MB", 20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Mail: the sample writes files; set EMAIL_URL=smtp+tls://user:password@host:587 for a real server.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
if env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)  # seconds for which a mail server may be silent
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "hoi-nghi-doi-thoai@localhost")
# Digital signatures (README): a folder of trusted roots (PEM, DER), a time-stamping server (RFC 3161), the library
# of the hardware token at this machine (PKCS#11). Each may be left out; pages then say what is not checked.
TRUSTED_ROOTS = env.str("TRUSTED_ROOTS", "")
TSA_URL = env.str("TSA_URL", "")
PKCS11_MODULE = env.str("PKCS11_MODULE", "")
TIMESTAMPER = "documents.pades.HouseTimeStamper"
# Letters that cannot be delivered come back to this address (the sender's own without it), and are read from its mailbox:
# BOUNCE_MAILBOX=imaps://name:password@host/INBOX. Without a mailbox the office marks them by hand.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", "")
BOUNCE_MAILBOX = env.str("BOUNCE_MAILBOX", "")
SITE_URL = env.str("SITE_URL", "http://localhost:8000")

Q_CLUSTER = {
    "name": "dialogue",
    "orm": "default",
    "broker_class": "core.broker.HouseBroker",  # django-q2's own table, and a private beat for each cluster
    "workers": env.int("WORKERS", 2),
    "timeout": 120,
    "retry": 180,  # longer than the longest task, or it would run twice at once
    "max_attempts": 3,
    "catch_up": False,
    "save_limit": 1000,
    "max_rss": 400_000,
    "poll": 0.5,
    "bulk": 1,
    "label": "Worker",
}
# What the accounts of the sample data sign in with; `manage.py load_sample` sets it, ./run shows it.
SAMPLE_PASSWORD = env.str("SAMPLE_PASSWORD", "Doithoai-2026")
TIMETABLE = "deadlines.schedules.TIMETABLE"

# Rooms announce themselves by name, so that core need not import what stands to its right.
WORK_PROVIDERS = [
    "deadlines.queries.work_items",
    "documents.queries.work_items",
    "plans.queries.work_items",
    "dialogue.queries.work_items",
    "feedback.queries.work_items",
    "conclusions.queries.work_items",
    "reports.queries.work_items",
]
# What each room adds to a conference's home page (stage strip and tabs), in the order of the procedure.
CONFERENCE_PROVIDERS = [
    "plans.queries.conference_part",
    "dialogue.queries.conference_part",
    "feedback.queries.conference_part",
    "conclusions.queries.conference_part",
    "reports.queries.report_part",
    "reports.queries.dossier_part",
]
# What rooms further on tell who writes a plan: functions (plan or None, user) that give notes.
PLAN_PROVIDERS = ["conclusions.queries.plan_notes"]
# What else happens in the transaction that creates a conference: functions (conference, actor).
ON_CREATE = ["reports.services.open_dossier"]
# What else happens in the transaction that closes a conference: functions (conference, actor).
ON_CLOSE = ["conclusions.services.draft_on_close"]
# The petitions behind the people who speak: function (conference, user) of the room that has them.
HALL_MATTERS = "feedback.queries.hall.matters"
# Seconds for which a process answers the hall's watching screens from what it has just read.
WATCH_SECONDS = env.float("WATCH_SECONDS", 0.5)
# What rooms further on still need a petition's people for: functions that give keys of petitions.
PETITION_HOLDERS = ["conclusions.queries.petitions_in_use", "reports.queries.petitions_under_seal"]
# What the archive knows of a conference's dossier for its cover (C-39): function (conference).
DOSSIER_FACTS = "reports.queries.cover_facts"
# What else happens in the transaction that takes people out of petitions: functions (keys of petitions).
ON_ANONYMISE = ["conclusions.services.forget_people"]
# The papers that each room can make (requirements C), as documents.catalogue reads them.
PAPER_TYPES = [
    "plans.documents.TYPES",
    "dialogue.documents.TYPES",
    "feedback.documents.TYPES",
    "conclusions.documents.TYPES",
    "reports.documents.TYPES",
]
# The page of each kind of object: model label -> url name taking its pk.
OBJECT_PAGES = {
    "core.user": "user_detail",
    "core.unit": "unit_detail",
    "deadlines.deadline": "deadline_detail",
    "deadlines.regulation": "regulation_detail",
    "documents.paper": "paper_detail",
    "documents.batch": "batch_detail",
    "documents.registerentry": "register_entry_detail",
    "documents.paperdraft": "paper_draft_detail",
    "plans.plan": "plan_detail",
    "plans.plantask": "plan_task_detail",
    "dialogue.conference": "conference_detail",
    "dialogue.publicnotice": "public_notice_detail",
    "feedback.petition": "petition_detail",
    "feedback.petitionimport": "petition_import_detail",
    "feedback.assignment": "assignment_detail",
    "feedback.answer": "answer_detail",
    "feedback.consolidatedreport": "consolidated_report_detail",
    "feedback.listexport": "list_export_detail",
    "feedback.opinionform": "opinion_form_detail",
    "feedback.collectionround": "collection_round_detail",
    "feedback.collector": "collector_detail",
    "conclusions.conclusionnotice": "conclusion_notice_detail",
    "conclusions.itemconfirmation": "item_confirmation_detail",
    "conclusions.extensionrequest": "extension_request_detail",
    "conclusions.dispatch": "dispatch_detail",
    "conclusions.resultpublication": "result_publication_detail",
    "conclusions.commitment": "commitment_detail",
    "conclusions.commitmentreport": "commitment_report_detail",
    "conclusions.submission": "submission_detail",
    "conclusions.sitevisit": "site_visit_detail",
    "conclusions.urging": "urging_detail",
    "reports.dossier": "dossier_detail",
}
# The rail: label, url name, icon, roles that see it (empty = everyone signed in).
RAIL = [
    ("Việc của tôi", "my_work", "inbox", []),
    ("Kế hoạch", "plan_list", "clipboard-document-list", []),
    ("Hội nghị", "conference_list", "user-group", []),
    ("Kiến nghị", "petition_list", "chat-bubble-left-right", []),
    ("Kết luận", "conclusion_notice_list", "document-check", []),
    ("Theo dõi", "commitment_list", "check-badge", ["office", "chair", "unit", "front", "party"]),
    ("Giám sát", "supervision_desk", "eye", ["front", "party", "office", "chair"]),
    (
        "Báo cáo",
        "report_period",
        "chart-bar",
        ["office", "chair", "unit", "front", "party", "admin", "province"],
    ),
    ("Thời hạn", "deadline_list", "clock", []),
    ("Văn bản", "paper_list", "archive-box", []),
    ("Hồ sơ", "dossier_list", "folder", ["office", "chair", "front", "party"]),
    ("Quản trị", "admin_home", "cog-6-tooth", ["admin"]),
]
# Paths that belong to a place of the rail without beginning like it.
RAIL_ALSO = {
    "conference_list": ("/hai-long/",),
    "commitment_list": ("/gui-ngoai-xa/", "/ky-truoc-con/"),
    "report_period": ("/tong-hop/",),
    "petition_list": ("/thu-thap/", "/viec-giao/", "/tra-loi/", "/bao-cao-tong-hop/"),
}

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
X_FRAME_OPTIONS = "DENY"
# Whose X-Forwarded-For is believed (addresses, networks, "unix" for a socket); without it all that come through a
# proxy count as one place, on the public pages and at signing in.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
AXES_CLIENT_IP_CALLABLE = "core.throttle.address_of"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
if not DEBUG:
    # An office may run plain http inside its own network: HTTPS=false says so on purpose.
    HTTPS = env.bool("HTTPS", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
    SECURE_SSL_REDIRECT = HTTPS
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31536000) if HTTPS else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # django-q2 writes one INFO line for every task; its errors are what matters.
    "loggers": {
        "django-q": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # Every chain that leads to no root is a warning with a stack; the pages say it themselves.
        "pyhanko": {"level": "CRITICAL"},
        "pyhanko_certvalidator": {"level": "CRITICAL"},
    },
}
