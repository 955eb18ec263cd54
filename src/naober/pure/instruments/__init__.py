"""Questionnaire instruments: what may be answered, how it is scored and what that says.

    result = score(INSTRUMENTS["csi"], {"sleep": 1, "inconvenient": 0, ...})

The wording of the questions is not here: it has its own rights and lives in removable text packs
(naober.screening.texts).
"""

from collections.abc import Mapping
from types import MappingProxyType

from naober.pure.instruments.carerqol import CARERQOL
from naober.pure.instruments.csi import CSI, MCSI
from naober.pure.instruments.ediz import EDIZ, EDIZ_PLUS
from naober.pure.instruments.model import (
    Alarm,
    Answer,
    Band,
    Instrument,
    Item,
    Language,
    Option,
    Sentence,
)
from naober.pure.instruments.phq import PHQ2, PHQ9, SELF_HARM, phq9_pattern
from naober.pure.instruments.scoring import InvalidAnswers, Result, score

_PUBLISHED = (CSI, MCSI, EDIZ, EDIZ_PLUS, CARERQOL, PHQ2, PHQ9)
"""Every version ever published, older before newer. None may leave or change."""

VERSIONS: Mapping[tuple[str, str], Instrument] = MappingProxyType(
    {(instrument.code, instrument.version): instrument for instrument in _PUBLISHED}
)
"""Every version by code and version, so that an old result can still be read."""

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(
    {instrument.code: instrument for instrument in _PUBLISHED}
)
"""The newest version of each instrument by code."""

__all__ = [
    "INSTRUMENTS",
    "SELF_HARM",
    "VERSIONS",
    "Alarm",
    "Answer",
    "Band",
    "Instrument",
    "InvalidAnswers",
    "Item",
    "Language",
    "Option",
    "Result",
    "Sentence",
    "phq9_pattern",
    "score",
]
