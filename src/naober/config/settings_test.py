"""Settings of the test suite: as production as can be, without its slow and outward parts.

The test database is made by the owner; tests/conftest.py then lets every connection act as the
web's own login (recipe 2.9 of the row-level-security notes).
"""

import os
import tempfile
from pathlib import Path

os.environ |= {
    "NAOBER_PROCESS": "owner",
    "NAOBER_SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "NAOBER_HTTPS": "0",
    "NAOBER_DEMO": "0",
    "DJANGO_LIVE_TEST_SERVER_ADDRESS": "127.0.0.1",
}

from naober.config.settings import *
from naober.config.settings import CACHES, DATABASES, STORAGES

DATABASES["audit"]["USER"] = DATABASES["default"]["USER"]
DATABASES["audit"]["PASSWORD"] = DATABASES["default"]["PASSWORD"]
DATABASES["audit"]["OPTIONS"] = dict(DATABASES["default"]["OPTIONS"])
DATABASES["audit"]["TEST"] = {"MIRROR": "default"}
for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = 0

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "process": CACHES["process"],
    "packs": CACHES["packs"],
    "database": CACHES["default"],  # the real one; its own test uses it by this name
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NAOBER_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = Path(tempfile.gettempdir())  # exists, and nothing is collected in it
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
