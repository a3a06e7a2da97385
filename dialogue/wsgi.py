"""WSGI entry for gunicorn and for the development server."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogue.settings")
# DEBUG is on by default so that ./run needs no settings; a server that others reach must never have it.
if settings.DEBUG and os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
    raise ImproperlyConfigured(
        "DEBUG is on, and gunicorn is for production. Put DEBUG=false and a SECRET_KEY of your own into the "
        "environment file (deploy/env.example); to try the product, use ./run."
    )
application = get_wsgi_application()
