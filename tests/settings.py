"""The product's settings as the tests run them: fast, offline, files in a throw-away folder. No product code."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the product's settings are read: the tests never see what a developer has in the environment.
os.environ["DEBUG"] = "true"
os.environ["ENV_FILE"] = os.devnull
os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)

# One folder per process (each xdist worker imports this module), so that several runs never meet.
SCRATCH = Path(tempfile.mkdtemp(prefix="doi-thoai-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
(SCRATCH / "static").mkdir()
os.environ["VAR_DIR"] = str(SCRATCH)

from dialogue.settings import *  # noqa: E402,F403
from dialogue.settings import DATABASES, Q_CLUSTER, STORAGES  # noqa: E402

DEBUG = False  # as in production: a template error is a failing test, not a debug page
ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

# Tables straight from the models: half a second instead of twelve for every worker. tests/tables.py adds what
# migrations add, tests/setup/test_migrations.py runs the migrations and compares.
DATABASES["default"]["TEST"] = {"MIGRATE": False}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file: threads then meet SQLite's real locks, not those of the shared memory cache.
    DATABASES["default"]["TEST"]["NAME"] = str(SCRATCH / "test.sqlite3")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# live_server serves from the finders and does not know the manifest's hashed names.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Tasks wait in the queue's table until a test runs them.
Q_CLUSTER = {**Q_CLUSTER, "sync": False, "log_level": "WARNING"}
WATCH_SECONDS = 0  # a test sees at once what it has just done
LOGGING_CONFIG = None
