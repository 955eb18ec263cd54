"""Real tables of HSDS 1.1: legal help in Illinois, with most of its organisations left out."""

from pathlib import Path

import pytest
from django.core.management import call_command

from naober.directory.models import Location, OpeningHours, Service, SourceRecord
from naober.organisations.models import Organisation
from tests.database import role

ILLINOIS = Path(__file__).parents[3] / "shared" / "data" / "hsds-illinois"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ILLINOIS.is_dir(), reason="the Illinois set is not here"),
]


def test_illinois_comes_in_once(capsys: pytest.CaptureFixture[str]) -> None:
    """33 organisations; 341 services and 448 locations name one that is not in the file."""
    with role("naober_system"):
        call_command("directory", "import", str(ILLINOIS))
        first = capsys.readouterr().out.splitlines()
        tables = (Organisation, Location, Service, OpeningHours, SourceRecord)
        before = [list(one._default_manager.order_by("pk").values()) for one in tables]
        call_command("directory", "import", str(ILLINOIS))
        again = capsys.readouterr().out.splitlines()
        after = [list(one._default_manager.order_by("pk").values()) for one in tables]
    assert first[:3] == [
        "organisations: 33 created, 0 changed, 0 left as it is, 0 kept: edited here, 0 refused",
        "locations: 72 created, 0 changed, 0 left as it is, 0 kept: edited here, 448 refused",
        "services: 89 created, 0 changed, 0 left as it is, 0 kept: edited here, 341 refused",
    ]
    assert again[:3] == [
        "organisations: 0 created, 0 changed, 33 left as it is, 0 kept: edited here, 0 refused",
        "locations: 0 created, 0 changed, 72 left as it is, 0 kept: edited here, 448 refused",
        "services: 0 created, 0 changed, 89 left as it is, 0 kept: edited here, 341 refused",
    ]
    assert first[3] == "89 of these services: no date of confirmation, not checked yet"
    assert first[4:] == again[3:]
    assert sum(line.startswith("refused: ") for line in first) == 448 + 341
    assert before == after
