"""The door for the application server (granian --interface wsgi)."""

import os

import django
from django.core.wsgi import get_wsgi_application

from naober.config.checks import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naober.config.settings")
django.setup()
refuse_unsafe("web")
application = get_wsgi_application()
