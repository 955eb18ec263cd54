"""Dutch and English are complete."""

import polib
import pytest

from naober.config import translations
from naober.config.translations import Message


def test_every_message_has_dutch() -> None:
    assert sorted(translations.missing(translations.read())) == []


def test_no_dutch_is_left_over() -> None:
    assert sorted(translations.unused(translations.read())) == []


def test_a_message_that_is_missing_is_noticed() -> None:
    catalogue = translations.read()
    removed = next(entry for entry in catalogue if entry.msgid and not entry.msgid_plural)
    catalogue.remove(removed)
    assert translations.missing(catalogue) == {
        Message(removed.msgid, context=removed.msgctxt or "")
    }


def test_a_doubtful_message_counts_as_missing() -> None:
    catalogue = translations.read()
    next(entry for entry in catalogue if entry.msgid).flags.append("fuzzy")
    assert len(translations.missing(catalogue)) == 1


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("""{% translate "Hello" %}""", Message("Hello")),
        ("""{% translate "It's fine" %} {% translate 'Bye' %}""", Message("It's fine")),
        ("""{% translate "May" context "month" %}""", Message("May", context="month")),
        (
            """{% blocktranslate with name=x trimmed %}
               Hello {{ name }}{% endblocktranslate %}""",
            Message("Hello %(name)s"),
        ),
        (
            """{% blocktranslate count n=x trimmed %}One day{% plural %}{{ n }} days
               {% endblocktranslate %}""",
            Message("One day", plural="%(n)s days"),
        ),
        ("""{{ _("In a variable")|upper }}""", Message("In a variable")),
    ],
)
def test_messages_are_found_in_templates(source: str, message: Message) -> None:
    assert message in set(translations._in_template(source))


def test_every_place_for_a_value_is_kept_in_dutch() -> None:
    def places(text: str) -> set[str]:
        return {part.split(")")[0] for part in text.split("%(")[1:]}

    wrong = [
        entry.msgid
        for entry in translations.read()
        if entry.msgid and not _same_places(entry, places)
    ]
    assert wrong == []


def _same_places(entry: polib.POEntry, places: object) -> bool:
    assert callable(places)
    if entry.msgid_plural:
        # A singular may leave the number out.
        return all(
            places(dutch) <= places(entry.msgid_plural) for dutch in entry.msgstr_plural.values()
        )
    return bool(places(entry.msgid) == places(entry.msgstr))
