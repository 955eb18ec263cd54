"""`bin/naober worker`: run the jobs."""

import os
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

JOBS_AT_ONCE = 2
"""Small, because a job may hold a connection and the demonstration has two cores."""


class Command(BaseCommand):
    """Run jobs as the login naober_worker until a signal says stop."""

    help = "Run the jobs until stopped. Several workers share the work."

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("NAOBER_PROCESS") != "worker":
            raise CommandError("Start the worker as: bin/naober worker")
        limits = (f"--concurrency={JOBS_AT_ONCE}", "--delete-jobs=successful")
        call_command("procrastinate", "worker", *limits)
