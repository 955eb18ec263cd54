#!/usr/bin/env python
"""Django's own commands, for developers. Everybody else: bin/naober."""

import os
import sys

_AS_OWNER = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "createcachetable"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naober.config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in _AS_OWNER:
        os.environ["NAOBER_PROCESS"] = "owner"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
