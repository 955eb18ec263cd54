"""The look: what is built, what the templates promise, and that nothing leans on a script."""

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace as Made

import brotli
import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from naober.config import assets
from naober.shared import clock
from naober.shared.charts import ChartPoint, LineChart, draw
from naober.shared.form_rendering import NLDSRenderer
from naober.shared.templatetags.naober import (
    ICONS,
    day_and_month,
    device_name,
    icon,
    line_chart,
    spoken_date,
    telephone,
    telephone_href,
)

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
SHARED = ROOT / "src" / "naober" / "shared"
BUILT = SHARED / "static" / "nlds"
TEMPLATES = sorted((ROOT / "src" / "naober").rglob("templates/**/*.html"))
PAGES_OF_TROUBLE = ["400", "403", "403_csrf", "404", "500", "503"]
FIRST_VISIT = 75_000
"""Bytes of style sheets, theme, font and mark of a first visit; 150 kB is the limit of a page."""


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    assets.build(collect=False)


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def faults_of(source: str) -> list[str]:
    """Return what the content security policy would stop, and comments that would be shown."""
    found = {
        "a style in the page": r"<style|\sstyle=",
        "a script in the page": r"<script(?![^>]*(\ssrc=|type=\"application/json\"))",
        "a handler in the page": r"<[^>]+\son[a-z]+=",
        "a comment over two lines": r"\{#(?:(?!#\}).)*\n",
    }
    return [fault for fault, pattern in found.items() if re.search(pattern, source)]


# What is built


def test_a_first_visit_is_light() -> None:
    style_sheets = [BUILT / "naober.css", BUILT / "theme-naober.css"]
    font = BUILT / "fonts" / "atkinson-hyperlegible-next-latin-wght-normal.woff2"
    sent = sum(len(brotli.compress(path.read_bytes())) for path in style_sheets)
    sent += font.stat().st_size + (SHARED / "static/naober/favicon.svg").stat().st_size
    assert 40_000 < sent < FIRST_VISIT


def test_style_sheets_ask_nothing_elsewhere() -> None:
    for path in BUILT.glob("*.css"):
        asked = re.findall(r"url\(\"?([^\")]+)", path.read_text(encoding="utf-8"))
        assert [one for one in asked if not one.startswith(("data:", "./fonts/"))] == []


def values_of(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+)\s*:\s*([^;{}]+)", css))


@pytest.mark.parametrize("theme", ["naober", "voorbeeld"])
def test_every_theme_gives_every_colour_of_our_own_parts(theme: str) -> None:
    css = (BUILT / "naober.css").read_text(encoding="utf-8")
    asked = set(re.findall(r"var\((--naober-[\w-]+)", css))
    given = values_of(css) | values_of((BUILT / f"theme-{theme}.css").read_text(encoding="utf-8"))
    assert len(asked) > 20
    assert asked - set(given) == set()


def luminance(colour: str) -> float:
    digits = colour.strip().lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_guideline_counts_it() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *[("ink", back, 4.5) for back in ("paper", "card", "sand", "main-soft", "accent-soft")],
        *[("ink-soft", back, 4.5) for back in ("paper", "card", "sand")],
        *[("main", back, 4.5) for back in ("paper", "card", "main-soft", "bad-soft")],
        *[("bad", back, 4.5) for back in ("paper", "card", "bad-soft")],
        ("good", "good-soft", 4.5),
        ("accent-dark", "accent-soft", 4.5),
        ("on-main", "main", 4.5),
        ("control", "card", 3),
        ("control", "paper", 3),
        ("focus", "paper", 3),
    ],
)
def test_words_and_controls_can_be_seen(front: str, back: str, least: float) -> None:
    theme = values_of((FRONTEND / "themes" / "theme-naober.css").read_text(encoding="utf-8"))
    colours = [theme[f"--naober-color-{name}"] for name in (front, back)]
    assert contrast(*colours) >= least


def test_the_lock_file_names_no_address_and_every_version_is_exact() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert '"resolved"' not in lock
    assert [name for name, version in wanted.items() if not version[0].isdigit()] == []
    assert "@utrecht/design-tokens" not in lock  # proprietary of Utrecht: never ours to pass on


def test_the_licence_of_every_package_that_is_shipped_is_given() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    given = (FRONTEND / "THIRD_PARTY.md").read_text(encoding="utf-8")
    tools = {"axe-core", "esbuild"}
    assert [n for n, v in wanted.items() if n not in tools and f"- {n} {v} (" not in given] == []


# Templates


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_what_a_browser_refuses(path: Path) -> None:
    assert faults_of(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ['<p style="color:red">', "<script>go()</script>", '<a onclick="go()">', "{# one\ntwo #}"],
)
def test_such_a_thing_is_noticed(source: str) -> None:
    assert len(faults_of(source)) == 1


@pytest.mark.parametrize("name", PAGES_OF_TROUBLE)
def test_a_page_of_trouble_stands_without_context_and_gives_a_number(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1") == 1
    assert 'href="tel:' in page
    assert 'href="/"' in page


def test_the_page_says_whom_to_call_by_name_when_that_is_the_own_contact_person() -> None:
    person = Made(name="Janna", phone="088 000 00 07", photo_url=None, is_contact_person=True)
    context = {"theme": "naober", "theme_css": "nlds/theme-naober.css", "person_to_call": person}
    page = render_to_string("base.html", context)
    assert 'href="tel:+31880000007"' in page
    assert "naober-call--known" in page
    assert "Janna" in page


def test_what_people_write_is_never_markup() -> None:
    event = Made(when="x", title="<b>a</b>", text="<i>", url="", by="<u>", tone="main")
    shown = render_to_string("naober/timeline.html", {"events": [event]})
    assert not re.search("<(b|i|u)>", shown)
    assert "<b>" not in telephone("<b>", "<b>")


def test_a_question_keeps_the_answer_and_the_way_back() -> None:
    choices = [
        Made(value=value, label=label, description="", selected=value == "1")
        for value, label in (("1", "Ja"), ("0", "Nee"))
    ]
    question = {"number": 2, "total": 13, "introduction": "", "text": "Q", "name": "q2"}
    question |= {"choices": choices, "error": "", "has_previous": True, "stop_url": "/"}
    question |= {"kept": "", "phone": ""}
    page = render_to_string("naober/question.html", {"question": question})
    assert len(re.findall(r"<input[^>]* checked", page)) == 1
    assert 'name="previous"' in page
    assert 'value="2" max="13"' in page


# Tags


def test_an_icon_is_hidden_from_a_screen_reader() -> None:
    drawn = {path.stem: icon(path.stem) for path in ICONS.glob("*.svg")}
    assert len(drawn) > 20
    assert [name for name, svg in drawn.items() if 'aria-hidden="true"' not in svg] == []


@pytest.mark.parametrize("name", ["../secret", "no-such-icon"])
def test_an_unknown_icon_is_an_error(name: str) -> None:
    with pytest.raises((ValueError, FileNotFoundError)):
        icon(name)


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("088 000 00 01", "tel:+31880000001"),
        ("0592-00 00 00", "tel:+31592000000"),
        ("+31 88 000 00 01", "tel:+31880000001"),
        ("0800 0000", "tel:08000000"),
        ("112", "tel:112"),
        ("14 0592", "tel:140592"),
    ],
)
def test_a_telephone_number_can_be_dialled(number: str, link: str) -> None:
    assert telephone_href(number) == link


@pytest.mark.parametrize(("days", "said"), [(-1, "gisteren"), (0, "vandaag"), (1, "morgen")])
def test_a_near_day_is_said_as_people_say_it(days: int, said: str) -> None:
    assert spoken_date(clock.today() + timedelta(days)) == said


def test_a_day_of_this_week_is_its_name_and_another_day_is_a_date() -> None:
    today = clock.today()
    names = {spoken_date(today + timedelta(n)) for n in range(2, 7)}
    assert len(names) == 5
    assert all(name.endswith("dag") for name in names)
    assert spoken_date(today + timedelta(7)) == day_and_month(today + timedelta(7))
    assert day_and_month(today.replace(year=2019, day=2, month=3)) == "2 maart 2019"
    assert day_and_month(today.replace(day=2, month=3)) == "2 maart"


def test_a_moment_has_the_date_of_the_netherlands() -> None:
    assert day_and_month(datetime(2019, 3, 1, 23, 30, tzinfo=UTC)) == "2 maart 2019"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537 Edg/140",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari", "Chrome, Android"),
        ("", "een onbekend apparaat"),
    ],
)
def test_a_device_has_a_name_people_know(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


# Charts


def chart(*values: float, maximum: float = 13) -> LineChart:
    points = tuple(ChartPoint(f"dag {n}", value) for n, value in enumerate(values))
    return LineChart("Het wordt lichter.", points, maximum, "Aantal keer ja", limit=7)


def test_a_higher_number_stands_higher_and_later_stands_further() -> None:
    low, high, outside = draw(chart(1, 12.5, 99)).points
    assert low.y > high.y > outside.y == draw(chart()).top
    assert low.x < high.x < outside.x <= draw(chart()).right


def test_a_chart_has_the_same_numbers_in_a_table_and_no_comma_in_its_lines() -> None:
    drawn = render_to_string("naober/line_chart.html", line_chart(chart(1, 5.5)))
    assert not re.search(r'(?:x|y|cx|cy|d|height|width)\d?="[^"]*,', drawn)
    assert len(re.findall('<th [^>]*scope="row"', drawn)) == 2
    assert "5,5" in drawn.split("<table")[1]


def test_a_chart_without_height_is_an_error_and_one_without_points_is_empty() -> None:
    with pytest.raises(ValueError, match="above zero"):
        draw(chart(1, maximum=0))
    assert draw(chart()).path == ""


# Forms


class Registration(forms.Form):
    default_renderer = NLDSRenderer()
    name = forms.CharField(
        label="Naam", help_text="Uw naam.", widget=forms.TextInput({"placeholder": "Jan"})
    )
    reach = forms.ChoiceField(
        label="Hoe", choices=[("b", "Bellen"), ("m", "Mail")], widget=forms.RadioSelect
    )
    remark = forms.CharField(label="Nog iets", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Goed")


def test_an_error_stands_with_its_field_and_first_on_the_page() -> None:
    page = str(Registration({}))
    for name, target in (("name", "id_name"), ("reach", "id_reach_0"), ("agreed", "id_agreed")):
        assert f'href="#{target}"' in page
        assert re.search(rf'id="{target}"', page)
        assert f'id="id_{name}_error"' in page
        assert re.search(rf'aria-describedby="[^"]*id_{name}_error', page)
    assert page.index('role="alert"') < page.index('id="id_name"')
    assert "utrecht-textbox--invalid" in page


def test_a_form_that_is_not_sent_yet_has_no_errors() -> None:
    page = str(Registration())
    assert 'role="alert"' not in page
    assert "--invalid" not in page


def test_what_may_be_skipped_says_so_and_grey_words_never_stand_in_a_box() -> None:
    page = html.unescape(str(Registration()))
    assert page.count("(mag leeg)") == 1
    assert "placeholder" not in page


def test_choices_are_large_and_each_has_its_own_label() -> None:
    page = str(Registration())
    assert page.count('class="naober-choice"') == 3
    assert 'for="id_reach_1"' in page
    assert "<fieldset" in page


def test_every_part_says_what_it_needs() -> None:
    silent = [
        path.name
        for path in (SHARED / "templates" / "naober").glob("*.html")
        if not re.match(r"\{#|\{% comment %\}", path.read_text(encoding="utf-8"))
    ]
    assert silent == []


def test_the_date_of_confirmation_is_shown_and_an_old_one_warns() -> None:
    service = {"name": "N", "url": "/", "sentence": "", "reason": "", "facts": [], "phone": ""}
    service |= {"first_step": "", "contact_name": "C", "confirmed": "Checked on 3 March."}
    cards = [
        Template('{% include "naober/service_card.html" %}').render(
            Context({"service": Made(**service, call_first=old)})
        )
        for old in (False, True)
    ]
    assert all("Checked on 3 March." in card for card in cards)
    assert ["naober-service__old" in card for card in cards] == [False, True]
