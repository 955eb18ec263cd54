"""Django with one view and nothing else: what the pages are compared to."""

from naober.config.settings import *  # noqa: F403 - the same settings, less everything

ROOT_URLCONF = "bench.urls_plain"
INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE = []
WSGI_APPLICATION = None
AUTH_USER_MODEL = "auth.User"
