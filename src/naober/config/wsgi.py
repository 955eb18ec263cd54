"""The door for the application server (granian --interface wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naober.config.settings")
application = get_wsgi_application()
