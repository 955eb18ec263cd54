"""`bin/naober keys`: after a new NAOBER_SECRET_KEY, lock what is kept with it."""

from typing import Any

from django.core.management.base import BaseCommand

from naober.accounts.services import lock_second_steps_anew


class Command(BaseCommand):
    """`keys`: may be run again; what is locked with the secret of now stays so."""

    help = "Lock every second step with the secret of now, so that the one before can go."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        lost = lock_second_steps_anew()
        self.stdout.write("Every second step is locked with the secret of now.")
        if lost:
            self.stdout.write(f"{lost} cannot be opened by any known secret: take those off.")
