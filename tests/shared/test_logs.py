"""What people type is not for the log."""

import logging

import pytest

from naober.shared.logs import NoPeople


def line(message: str, *values: object, error: Exception | None = None) -> str:
    information = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("test", logging.ERROR, __file__, 1, message, values, information)
    return NoPeople("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    ("message", "values"),
    [
        ("mail to %s failed", ("roelie.voorbeeld+zorg@example.org",)),
        ("Not Found: /hulp/?vraag=moeder+dementie", ()),
        ("Not Found: %s", ("/mijn/?code=1234-5678",)),
        ("duplicate key: DETAIL:  Key (email)=(roelie.voorbeeld@example.org) already exists.", ()),
        ("Key (last_name, postcode)=(Voorbeeld, 9401) is not present", ()),
    ],
)
def test_addresses_questions_and_values_are_blanked(message: str, values: tuple[object]) -> None:
    written = line(message, *values)
    for word in ("roelie", "moeder", "1234", "Voorbeeld", "9401"):
        assert word not in written
    assert written.startswith("ERROR ")


def test_also_in_the_traceback_below_the_message() -> None:
    with pytest.raises(ValueError, match="roelie") as broken:
        int("Key (email)=(roelie.voorbeeld@example.org) already exists")
    written = line("it broke", error=broken.value)
    assert "Traceback" in written
    assert "roelie" not in written


def test_what_is_not_about_people_stays() -> None:
    assert line("worker %s started", 3) == "ERROR worker 3 started"


def test_the_log_of_every_process_is_written_this_way(settings: object) -> None:
    handlers = settings.LOGGING["handlers"].values()  # type: ignore[attr-defined]
    formats = settings.LOGGING["formatters"]  # type: ignore[attr-defined]
    assert {formats[one["formatter"]]["()"] for one in handlers} == {"naober.shared.logs.NoPeople"}
