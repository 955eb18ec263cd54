"""Choices of filters: what is in them stays text, and one or several can hold."""

from dataclasses import dataclass

from naober.shared.templatetags.choices import filter_choices


@dataclass(frozen=True)
class Choice:
    id: str = "filter-when-0"
    value: str = "evening"
    label: str = "Avond"
    count: int = 1234
    checked: bool = False


def test_what_is_in_a_choice_stays_text_in_every_part_of_it() -> None:
    bad = '"><script>'
    html = filter_choices(bad, [Choice(bad, bad, bad)], single=False)
    assert "<script" not in html
    assert html.count("&quot;&gt;&lt;script&gt;") == 5


def test_one_holds_or_several_and_what_was_chosen_stays_so() -> None:
    one, chosen = Choice(), Choice(id="filter-when-1", checked=True)
    html = filter_choices("when", [one, chosen], single=True)
    assert html.count('type="radio"') == 2
    assert html.count(" checked>") == 1
    assert 'for="filter-when-1"' in html
    assert filter_choices("when", [one], single=False).count('type="checkbox"') == 1
    assert html.count(">1234</span>") == 2
