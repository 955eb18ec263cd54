"""`bin/naober organisation`: how the first support points come to be."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from naober.audit.models import Event
from naober.organisations.models import Organisation
from naober.organisations.queries import support_point
from tests.database import role
from tests.factories.organisations import make_organisation, make_postcode

pytestmark = pytest.mark.django_db


def run(key: str, **options: Any) -> str:
    """Run the command as bin/naober does: as the login of the system."""
    out = io.StringIO()
    with role("naober_system"):
        call_command("organisation", key, stdout=out, **options)
    return out.getvalue()


def test_a_support_point_is_made_and_carers_are_led_to_it() -> None:
    area = make_postcode()
    assert area.municipality is not None
    said = run(
        "sp-ons-dorp", kind="support_point", name="Steunpunt Ons Dorp", phone="088 000 00 01",
        municipality=area.municipality.code, postcode=f"{area.pc4} AB",
    )  # fmt: skip
    assert said == "Made: Steunpunt Ons Dorp (sp-ons-dorp).\n"
    found = support_point(area.municipality)
    assert found is not None
    assert found.key == "sp-ons-dorp"


def test_a_second_time_changes_what_is_given_and_nothing_else() -> None:
    organisation = make_organisation()
    assert run(organisation.key, phone="088 000 99 99").startswith("Brought up to date")
    now = Organisation.objects.get(pk=organisation.pk)
    assert (now.name, now.phone) == (organisation.name, "088 000 99 99")
    with role("naober_system"):
        assert Event.objects.get().fields == "phone"


def test_a_municipality_has_one_support_point() -> None:
    there = make_organisation()
    with pytest.raises(CommandError, match=there.key):
        run(
            "second", kind="support_point", name="Nog een", phone="088 000 00 02",
            municipality=there.municipality_id, postcode=there.postcode_id,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"name": "Zonder soort"}, "soort"),
        ({"kind": "support_point", "name": "Zonder plaats"}, "gemeente"),
        ({"kind": "welfare", "name": "x" * 121}, "name"),
        ({"kind": "welfare", "name": "Verkeerd adres", "email": "geen adres"}, "email"),
        ({"kind": "welfare", "name": "Verkeerd", "municipality": "GM9999"}, "GM9999"),
        ({"kind": "welfare", "name": "Verkeerd", "postcode": "0000"}, "0000"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_made(
    options: dict[str, str], word: str
) -> None:
    with pytest.raises(CommandError, match=word) as refused:
        run("wrong", **options)
    assert refused.value.returncode == 2
    assert not Organisation.objects.filter(key="wrong").exists()


def test_a_key_with_spaces_is_refused() -> None:
    with pytest.raises(CommandError, match="key"):
        run("sp assen", kind="welfare", name="Iets")
