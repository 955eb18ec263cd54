"""Wording comes in packs that can be taken out, and that must fit what is scored."""

import shutil
from pathlib import Path

import pytest

from naober.pure.instruments import INSTRUMENTS, score
from naober.screening.texts import LANGUAGES, PACKS, BrokenTextPack, questionnaire

SHIPPED = {("csi", "nl"), ("csi", "en"), ("ediz", "nl")}


@pytest.fixture
def packs(tmp_path):
    """A copy of the packs that a test may spoil."""
    return Path(shutil.copytree(str(PACKS), tmp_path / "textpacks"))


def spoil(packs, name, old, new):
    pack = packs / name
    content = pack.read_text(encoding="utf-8")
    assert old in content
    pack.write_text(content.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("code", INSTRUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_questionnaire_can_be_shown_where_there_is_a_pack_and_only_there(code, language):
    assert (questionnaire(code, language) is not None) == ((code, language) in SHIPPED)


@pytest.mark.parametrize(("code", "language"), sorted(SHIPPED))
def test_every_pack_names_source_licence_and_language(code, language):
    found = questionnaire(code, language)

    assert found.source
    assert "Not covered by the licence of Naober" in found.licence
    assert (found.instrument, found.language) == (code, language)


def test_each_language_keeps_the_order_of_its_own_list():
    dutch = [item.code for item in questionnaire("csi", "nl").items]
    english = [item.code for item in questionnaire("csi", "en").items]

    assert dutch[11:] == ["overwhelmed", "financial"]
    assert english[11:] == ["financial", "overwhelmed"]
    assert dutch[:11] == english[:11]


def test_the_words_stand_with_the_code_that_is_scored():
    dutch = {item.code: item.text for item in questionnaire("csi", "nl").items}
    english = {item.code: item.text for item in questionnaire("csi", "en").items}

    assert dutch["financial"] == "We leven onder financiële druk."
    assert english["financial"] == "It is a financial strain"
    assert dutch["overwhelmed"] == "Ik word geheel door deze situatie in beslag genomen."
    assert english["overwhelmed"] == "Feeling completely overwhelmed"


def test_the_ediz_asks_about_the_past_weeks_in_five_answers():
    found = questionnaire("ediz", "nl")

    assert found.period == "de afgelopen weken"
    assert [choice.text for choice in found.answers] == ["Nee!", "Nee", "Min of meer", "Ja", "Ja!"]


@pytest.mark.parametrize(("code", "language"), sorted(SHIPPED))
def test_what_a_pack_offers_can_be_scored(code, language):
    found = questionnaire(code, language)

    for choice in found.answers:
        score(INSTRUMENTS[code], {item.code: choice.answer for item in found.items})


def test_without_its_pack_an_instrument_can_be_scored_but_not_shown(packs):
    (packs / "csi.nl.toml").unlink()

    assert questionnaire("csi", "nl", packs=packs) is None
    assert questionnaire("csi", "en", packs=packs) is not None


def test_without_any_pack_nothing_is_shown_and_nothing_breaks(packs):
    shutil.rmtree(packs)

    assert questionnaire("csi", "nl", packs=packs) is None


@pytest.mark.parametrize(
    ("code", "language"),
    [("../textpacks/csi", "nl"), ("csi", "../nl"), ("csi", "de"), ("nothing", "nl"), ("", "")],
)
def test_a_name_that_is_no_instrument_or_language_opens_no_file(code, language):
    assert questionnaire(code, language) is None


@pytest.mark.parametrize(
    ("old", "new", "misfit"),
    [
        ('code = "sleep"', 'code = "slaap"', "other items"),
        ('code = "sleep"', 'code = "work"', "other items"),
        ("answer = 1", "answer = 2", "other answers"),
        ("answer = 1", "answer = true", "other answers"),
        ("answer = 1", "answer = 0", "other answers"),
        ('version = "1983.1"', 'version = "1983.2"', "another instrument, version or language"),
        ('instrument = "csi"', 'instrument = "mcsi"', "another instrument, version or language"),
        ('language = "nl"', 'language = "en"', "another instrument, version or language"),
        ("licence = ", 'licence = ""\n#', "source or licence note is empty"),
        ("licence = ", "# ", "cannot be read"),
        ('text = "Ja"', 'words = "Ja"', "cannot be read"),
        ('instrument = "csi"', "instrument = csi", "cannot be read"),
    ],
)
def test_a_pack_that_does_not_fit_its_instrument_is_an_error(packs, old, new, misfit):
    spoil(packs, "csi.nl.toml", old, new)

    with pytest.raises(BrokenTextPack, match=misfit):
        questionnaire("csi", "nl", packs=packs)


def test_a_pack_that_lacks_an_answer_is_an_error(packs):
    spoil(packs, "csi.nl.toml", '[[answers]]\nanswer = 0\ntext = "Nee"', "")

    with pytest.raises(BrokenTextPack, match="other answers"):
        questionnaire("csi", "nl", packs=packs)
