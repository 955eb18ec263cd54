"""One question on a page of its own, as naober/question.html draws it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One answer that may be chosen."""

    value: str
    label: str
    selected: bool
    description: str = ""


@dataclass(frozen=True)
class Question:
    """A question with its answers; of an instrument the wording is shown exactly as it is."""

    number: int
    total: int
    text: str
    choices: Sequence[Choice]
    error: str
    stop_url: str
    kept: str
    phone: str
    name: str = "answer"
    introduction: str = ""
    help: str = ""
    may_skip: bool = False
    tone: str = ""

    @property
    def has_previous(self) -> bool:
        return self.number > 1
