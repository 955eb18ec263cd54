"""What is tied together when Django starts."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from naober.shared.database import guard_connection


class HouseConfig(AppConfig):
    """Guards every new connection to the database, and registers the checks of the settings."""

    name = "naober.config"
    label = "house"

    def ready(self) -> None:
        from naober.config import checks  # noqa: F401 - registers itself

        connection_created.connect(guard_connection, dispatch_uid="naober.guard")
