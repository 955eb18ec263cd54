"""Which kinds of help fit which answers."""

from collections.abc import Sequence
from typing import Final

# Our own choice, to be judged by consultants: no paper gives such a table. It follows what each
# statement of the CSI is about, and what 55 carers in Assen and Midden-Drenthe said would help
# (field report 003). The first kind of a row fits best.
HELP_FOR_ANSWER: Final[dict[str, tuple[str, ...]]] = {
    "sleep": ("respite.night", "respite.stay"),
    "inconvenient": ("advice.care-broker", "help.household", "help.meals"),
    "physical": ("respite.home-professional", "material.aids", "course.care-skills"),
    "confining": ("respite.home-volunteer", "support.leisure", "respite.day-care"),
    "family": ("respite.home-volunteer", "respite.day-care", "advice.contact-person"),
    "plans": ("respite.stay-together", "respite.holiday", "respite.stay"),
    "demands": ("respite.home-volunteer", "help.household", "help.paperwork"),
    "emotional": ("support.peer-group", "support.listening-ear"),
    "behaviour": ("course.dementia", "advice.case-manager", "support.peer-group"),
    "changed": ("support.grief", "support.peer-group", "support.open-house"),
    "work": ("advice.work-coach", "info.work", "money.care-leave"),
    "financial": ("advice.money", "money.special-assistance", "money.appreciation"),
    "overwhelmed": ("advice.contact-person", "respite.stay", "support.listening-ear"),
}

WHEN_NOTHING_WEIGHS: Final = ("advice.contact-person", "support.cafe", "info.pack")
"""For somebody whose care does not weigh now: be known, meet others, know what there is."""


def kinds_of_help(weighing: Sequence[str]) -> dict[str, str]:
    """Return kinds of help by category code, best first, each with the answer that asks for it.

    `weighing` are the item codes that weigh. First comes the best kind for every answer, the one
    that most answers ask for on top; then the second best kinds, and so on.
    """
    if not weighing:
        return dict.fromkeys(WHEN_NOTHING_WEIGHS, "")
    asked: dict[str, list[tuple[int, str]]] = {}
    for item in weighing:
        for rank, kind in enumerate(HELP_FOR_ANSWER[item]):
            asked.setdefault(kind, []).append((rank, item))
    order = sorted(asked, key=lambda kind: (min(asked[kind])[0], -len(asked[kind])))
    return {kind: min(asked[kind], key=lambda pair: pair[0])[1] for kind in order}
