"""A carer's own data on paper: a tagged PDF (see sites/typesetting.py)."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from naober.shared.clock import local_date
from naober.sites import typesetting
from naober.sites.carer.presenters.home import full_day

TEMPLATE: Final = Path(__file__).parent / "paper_template" / "my-data.typ"


def pdf(data: dict[str, Any]) -> bytes:
    """Return what `export.everything` returned as a PDF, in the language that is active."""
    return typesetting.pdf(TEMPLATE, _document(data))


def _document(data: dict[str, Any]) -> dict[str, Any]:
    made = full_day(local_date(datetime.fromisoformat(data["made_at"])))
    return {
        "language": data["language"],
        "title": _("My details at Naober"),
        "lead": _("Made on %(day)s. This is everything that is known.") % {"day": made},
        "page": _("Page"),
        "parts": [_part(one) for one in data["registrations"]],
    }


def _part(one: dict[str, Any]) -> dict[str, Any]:
    point = one["support_point"]
    title = _("Registered on %(day)s") % {"day": _day(one["registered_at"])}
    chapters = [
        _chapter(_("Who and how to reach"), [_details(one["details"])]),
        _chapter(_("The care, newest first"), [_situation(each) for each in one["situations"]]),
        _chapter(_("Consent"), [_consent(each) for each in one["consents"]]),
        _chapter(_("Checks, oldest first"), [_checkup(each) for each in one["check_ups"]]),
        _chapter(_("Support"), [_support(one["support"])] if one["support"] else []),
        _chapter(_("What was written down"), [_contact(each) for each in one["contacts"]]),
        _chapter(_("What was asked"), [_referral(each) for each in one["referrals"]]),
    ]
    return {
        "title": title,
        "lead": f"{point['name']}, {point['phone']}",
        "chapters": chapters,
        "log": _log(one["log"]),
    }


def _chapter(title: str, blocks: list[list[list[str]]]) -> dict[str, Any]:
    """Return a chapter: each block is a list of rows of a label and a text."""
    filled = [[row for row in block if row[1]] for block in blocks]
    return {"title": title, "blocks": filled, "empty": "" if filled else _("Nothing is known.")}


def _details(said: dict[str, Any]) -> list[list[str]]:
    address = [said["address"], said["postcode"], said["place"]]
    return [
        [_("Name"), f"{said['first_name']} {said['last_name']}"],
        [_("Year of birth"), str(said["birth_year"] or "")],
        [_("Address"), " ".join(filter(None, address))],
        [_("Telephone"), said["phone"]],
        [_("E-mail"), said["email"]],
        [_("Signs in with"), said["sign_in_email"]],
        [_("Best way to be reached"), said["channel"]["text"]],
        [_("Best time to call"), said["reach_time"]["text"]],
    ]


def _situation(one: dict[str, Any]) -> list[list[str]]:
    return [
        [_("Written down on"), _day(one["recorded_at"])],
        [_("For whom"), one["relation"]["text"]],
        [_("Since when"), one["since"]["text"]],
        [_("Hours a week"), one["hours"]["text"]],
        [_("What is the matter"), _texts(one["conditions"])],
        [_("What would help"), _texts(one["wishes"])],
        [_("In own words"), one["note"]],
    ]


def _consent(one: dict[str, Any]) -> list[list[str]]:
    withdrawn = one["withdrawn_at"]
    return [
        [_("For what"), one["purpose"]["text"]],
        [_("Given"), f"{_day(one['given_at'])}, {one['given_way']['text']}"],
        [
            _("Taken back"),
            f"{_day(withdrawn)}, {one['withdrawn_way']['text']}" if withdrawn else "",
        ],
    ]


def _referral(one: dict[str, Any]) -> list[list[str]]:
    reason = one["refusal_reason"]["text"] if one["refusal_reason"] else ""
    reach = [one["name"], one["phone"], one["email"], one["postcode"]]
    return [
        [_("Sent"), f"{_day(one['sent_at'])}, {one['consent_way']['text']}"],
        [_("Asked of"), f"{one['to']}, {one['card']}"],
        [_("Sent by"), one["sent_by"]],
        [_("How to reach"), ", ".join(filter(None, reach))],
        [_("What is asked"), one["need"]],
        [_("How it stands"), one["state"]["text"]],
        [_("Answer"), " ".join(filter(None, [reason, one["answer_note"]]))],
        *([_day(step["at"]), step["step"]["text"]] for step in one["steps"]),
    ]


def _checkup(one: dict[str, Any]) -> list[list[str]]:
    answers = [[row["question"], row["answer"]] for row in one["answers_in_words"]]
    return [
        [_("Done on"), _day(one["taken_on"])],
        [_("Score"), str(one["score"])],
        [_("What it means"), one["meaning"]],
        *answers,
    ]


def _support(one: dict[str, Any]) -> list[list[str]]:
    person = one["contact_person"]
    return [
        [_("Where it stands"), one["status"]["text"]],
        [_("First call at the latest"), _day(one["call_by"])],
        [
            _("Next contact agreed for"),
            _day(one["next_contact_on"]) if one["next_contact_on"] else "",
        ],
        [_("Ended on"), _day(one["ended_at"]) if one["ended_at"] else ""],
        [_("Why it ended"), one["ended_because"]["text"] if one["ended_because"] else ""],
        [_("Explanation"), one["ended_note"]],
        [_("Contact person"), f"{person['name']}, {person['phone']}" if person else ""],
    ]


def _contact(one: dict[str, Any]) -> list[list[str]]:
    return [
        [_("When"), f"{_day(one['on'])}, {one['way']['text']}"],
        [_("By whom"), one["by"]],
        [_("What was said"), one["note"]],
        *(
            [
                _("Changed on %(day)s") % {"day": _day(earlier["corrected_at"])},
                _("Before that it said: %(note)s") % {"note": earlier["note"]},
            ]
            for earlier in one["earlier_notes"]
        ),
    ]


def _log(log: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": _("Who looked and who changed something"),
        "columns": [_("When"), _("Who"), _("What"), _("Why")],
        "rows": [
            [
                _day(line["on"]),
                ", ".join(filter(None, [line["who"], line["role"]])),
                line["what"] if line["times"] == 1 else f"{line['what']} ({line['times']} ×)",
                line["why"],
            ]
            for line in log
        ],
    }


def _texts(words: list[dict[str, str]]) -> str:
    return ", ".join(word["text"] for word in words)


def _day(moment: str) -> str:
    is_day = len(moment) == len("2026-01-01")
    return full_day(
        date.fromisoformat(moment) if is_day else local_date(datetime.fromisoformat(moment))
    )
