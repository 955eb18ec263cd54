"""A card as its keeper types it: every field of the long form but `seen`."""

from typing import Any, Final

CARD: Final[dict[str, Any]] = {
    "name_nl": "Logeerhuis De Brink", "name_en": "", "summary_nl": "Een huis om te logeren.",
    "summary_en": "A house to stay in.", "more_nl": "", "more_en": "", "kind": "respite.stay",
    "audience_nl": "Voor iedereen", "audience_en": "", "age_from": "18", "age_to": "",
    "conditions": ["dementia"], "relations": ["partner"], "together": "group",
    "for_young_carers": "on", "dayparts": ["weekend"], "scope": "regional", "municipalities": [],
    "place_kind": "location", "locations": [], "cost_nl": "Tien euro", "cost_en": "",
    "payers": ["own"], "papers_nl": "", "papers_en": "", "first_step_nl": "Bel ons.",
    "first_step_en": "", "expect_nl": "", "expect_en": "", "contact_name": "Balie",
    "phone": "088 000 00 08", "email": "", "website": "", "visible_from": "",
    "visible_until": "", "successor": "", "hours_1": "9.00-12.30, 13.00-17.00", "hours_2": "",
    "hours_3": "", "hours_4": "", "hours_5": "", "hours_6": "", "hours_7": "", "new_name": "",
    "new_address": "", "new_postcode": "", "new_place": "", "new_route_nl": "",
    "new_accessibility_nl": "",
}  # fmt: skip
