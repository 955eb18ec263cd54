"""The social map: cards, how they are kept right, the words of search, and the guide."""

from naober.directory.models.cards import (
    Category,
    Location,
    OpeningHours,
    Service,
    ServiceAtLocation,
    ServiceCategory,
)
from naober.directory.models.guide import GuideChoice, GuideLead, GuideQuestion, GuideVersion
from naober.directory.models.upkeep import (
    CardCount,
    CardReport,
    CardVersion,
    ComparedCards,
    FreshnessRule,
    ImportRun,
    Reminder,
    SourceRecord,
)
from naober.directory.models.words import EverydayWord, OfficialName, UnansweredSearch

__all__ = [
    "CardCount",
    "CardReport",
    "CardVersion",
    "Category",
    "ComparedCards",
    "EverydayWord",
    "FreshnessRule",
    "GuideChoice",
    "GuideLead",
    "GuideQuestion",
    "GuideVersion",
    "ImportRun",
    "Location",
    "OfficialName",
    "OpeningHours",
    "Reminder",
    "Service",
    "ServiceAtLocation",
    "ServiceCategory",
    "SourceRecord",
    "UnansweredSearch",
]
