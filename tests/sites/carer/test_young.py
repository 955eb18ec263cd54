"""A young carer is addressed with "je", everywhere on these pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override, pgettext

from naober.casework.enums import CaseStatus
from naober.config.translations import read
from naober.sites.carer import young
from naober.sites.tone import YOUNG, say, tone_for
from tests.factories.carers import make_carer
from tests.factories.casework import make_case
from tests.factories.organisations import make_membership
from tests.sites.carer.pages import answers, carry, client_for, words

PAGES = (
    "/mijn/",
    "/mijn/gegevens/",
    "/mijn/gegevens/wijzigen/",
    "/mijn/situatie/",
    "/mijn/toestemming/",
    "/mijn/toestemming/steun-stoppen/",
    "/mijn/wie-keek/",
    "/mijn/wie-keek/?until=2020-01-01",
    "/mijn/downloaden/",
    "/mijn/stoppen/",
)
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
TONED = re.compile(
    r'{%\s*translate\s+"([^"]+)"\s+context tone'
    r"|{%\s*blocktranslate[^%]*context tone[^%]*%}(.*?){%\s*endblocktranslate"
)


def toned(template: str) -> Iterator[str]:
    """Yield the sentences of a template that differ by reader, as the catalogue has them."""
    for found in TONED.finditer(template):
        yield found[1] or re.sub(r"{{ (\w+) }}", r"%(\1)s", found[2])


def sentences() -> set[str]:
    return {str(one._args[1]) for one in young.SENTENCES}  # type: ignore[attr-defined]


def test_every_sentence_of_a_template_that_differs_has_its_second_form() -> None:
    folder = Path(young.__file__).parent / "templates"
    missing = {
        sentence
        for template in folder.rglob("*.html")
        for sentence in toned(template.read_text())
        if sentence not in sentences()
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ('{% translate "Your page" context tone %}', "Your page"),
        ('{% translate "Your page" context tone as lead %}', "Your page"),
        ("{% blocktranslate context tone %}Hi {{ name }}{% endblocktranslate %}", "Hi %(name)s"),
    ],
)
def test_a_sentence_without_a_second_form_is_noticed(template: str, sentence: str) -> None:
    assert set(toned(template)) - sentences() == {sentence}


def test_second_forms_say_je_and_never_u() -> None:
    formal = [
        entry.msgstr for entry in read() if entry.msgctxt == YOUNG and FORMAL.search(entry.msgstr)
    ]
    assert formal == []


def test_a_sentence_that_speaks_to_nobody_is_the_same_for_everybody() -> None:
    with override("nl"):
        assert say(YOUNG, "kept a check") == say("", "kept a check") == "bewaarde een check"


def test_a_sentence_that_speaks_to_the_reader_is_not() -> None:
    with override("nl"):
        assert say("", "Your contact person") == "Uw contactpersoon"
        assert say(YOUNG, "Your contact person") == pgettext(YOUNG, "Your contact person")
        assert say(YOUNG, "Your contact person") == "Je contactpersoon"


def test_nobody_in_particular_gets_the_usual_tone() -> None:
    assert tone_for(None) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_no_page_says_u_to_a_young_carer(address: str) -> None:
    carer = make_carer(is_young=True)
    make_case(carer, make_membership(carer.organisation))
    client = client_for(carer)
    carry(client, "check", {"answers": answers(4)})
    assert FORMAL.findall(words(client.get(address))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", [CaseStatus.NEW, CaseStatus.ACTIVE, CaseStatus.ENDED])
def test_whoever_helps_a_young_carer_is_told_with_je(status: CaseStatus) -> None:
    carer = make_carer(is_young=True)
    person = None if status == CaseStatus.NEW else make_membership(carer.organisation)
    make_case(carer, person, status=status)
    page = words(client_for(carer).get("/mijn/"))
    assert FORMAL.findall(page) == []
    assert re.search(r"\bje\b", page, re.IGNORECASE)


@pytest.mark.django_db
def test_messages_after_a_change_say_je_too() -> None:
    client = client_for(make_carer(is_young=True))
    for sent in ({"answer": "yes"}, {"answer": "no"}):
        page = client.post("/mijn/toestemming/", {"purpose": "news"} | sent, follow=True)
        assert FORMAL.findall(words(page)) == []
    page = client.post("/mijn/toestemming/steun-stoppen/", follow=True)
    assert "Niemand belt je nog." in words(page)


@pytest.mark.django_db
def test_an_older_reader_is_addressed_with_u() -> None:
    assert "Hier ziet u wie u helpt" in words(client_for(make_carer()).get("/mijn/"))
