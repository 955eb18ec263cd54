"""What is tied together when Django starts."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from naober.shared.database import guard_connection
from naober.shared.memory import give_back_large_blocks


class HouseConfig(AppConfig):
    """Guards every new connection to the database, registers the checks of the settings, and
    sees to it that memory is given back."""

    name = "naober.config"
    label = "house"

    def ready(self) -> None:
        from naober.config import checks  # noqa: F401 - registers itself

        give_back_large_blocks()
        connection_created.connect(guard_connection, dispatch_uid="naober.guard")
