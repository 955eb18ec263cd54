"""`bin/naober worker`: run the jobs."""

import os
from typing import Any, cast

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from naober.shared.tasks import STALLED_AFTER

JOBS_AT_ONCE = 2
"""Small, because a job may hold a connection and the demonstration has two cores."""


class Command(BaseCommand):
    """Run jobs as the login naober_worker until a signal says stop."""

    help = "Run the jobs until stopped. Several workers share the work."

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("NAOBER_PROCESS") != "worker":
            raise CommandError("Start the worker as: bin/naober worker")
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        with app.replace_connector(connector) as worker_app:
            worker_app.run_worker(
                concurrency=JOBS_AT_ONCE, delete_jobs="successful",
                stalled_worker_timeout=STALLED_AFTER,
            )  # fmt: skip
