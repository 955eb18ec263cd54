"""Versions of the guide."""

import itertools
from typing import Any

from naober.directory.enums import GuideState
from naober.directory.models import GuideChoice, GuideLead, GuideQuestion, GuideVersion
from tests.database import role
from tests.factories.directory import make_category
from tests.factories.organisations import MONDAY

_numbers = itertools.count(1)
HEAVIEST = {
    "nachten": {"leads": {"respite.night": 5, "respite.stay": 2}},
    "alleen": {"leads": {"support.cafe": 4}},
    "weet-niet": {},
}
WHEN = {"avond": {"daypart": "evening"}, "snel": {"within": "weeks"}, "weet-niet": {}}
QUESTIONS = {"zwaarst": HEAVIEST, "wanneer": WHEN}


def make_guide(
    questions: dict[str, dict[str, Any]] | None = None, **overrides: Any
) -> GuideVersion:
    """Make a public guide: what is heaviest, and when. An answer is what it leads to and asks."""
    values: dict[str, Any] = {
        "number": next(_numbers) + 100, "made_at": MONDAY, "published_at": MONDAY,
    }  # fmt: skip
    state = overrides.pop("state", GuideState.PUBLISHED)
    with role("naober_system"):
        version = GuideVersion.objects.create(**values | overrides)  # only a draft can be filled
        asked = QUESTIONS if questions is None else questions
        for position, (key, choices) in enumerate(asked.items(), start=1):
            question = GuideQuestion.objects.create(
                version=version, position=position, key=key, text_nl=f"Vraag {key}?",
                text_en=f"Question {key}?",
            )  # fmt: skip
            for number, (name, what) in enumerate(choices.items(), start=1):
                _make_choice(question, number, name, dict(what))
        version.state = state
        version.save()
    return version


def _make_choice(question: GuideQuestion, number: int, key: str, what: dict[str, Any]) -> None:
    leads = what.pop("leads", {})
    choice = GuideChoice.objects.create(
        question=question, position=number, key=key, label_nl=f"Antwoord {key}",
        label_en=f"Answer {key}", **what,
    )  # fmt: skip
    for code, weight in leads.items():
        GuideLead.objects.create(
            choice=choice, category=make_category(code), weight=weight,
            reason_nl=f"Want {code}", reason_en=f"As {code}",
        )  # fmt: skip
