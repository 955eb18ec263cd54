"""Everything that is known about a carer, in one stable shape.

The shape is docs/reference/my-data.schema.json; another shape gets another VERSION. Codes stay the
same in every language, the words beside them are for people.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from naober.audit.queries import events_about
from naober.carers.enums import Condition, Purpose, Wish
from naober.carers.models import Carer, CareSituation, Consent
from naober.carers.queries import consents_of, situations_of
from naober.casework.enums import ReferralStep
from naober.casework.models import Case, Contact, Referral
from naober.casework.queries import agreed_day, case_of, contacts_of
from naober.casework.queries.referrals import referrals_about
from naober.organisations.queries import organisation_names
from naober.screening.models import CheckUp
from naober.screening.queries import checkups_of
from naober.shared.actors import Actor
from naober.sites.carer.presenters.home import meaning_of
from naober.sites.carer.presenters.known import answer_rows
from naober.sites.carer.presenters.looked import Line, lines
from naober.sites.tone import YOUNG, tone_for

FORMAT: Final = "naober.my-data"
VERSION: Final = 3


def everything(
    actor: Actor, files: Iterable[Carer], *, at: datetime, language: str
) -> dict[str, Any]:
    """Return all registrations of a carer, newest first, as plain values."""
    registrations = [_registration(actor, carer, language) for carer in files]
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at.isoformat(),
        "language": language,
        "registrations": registrations,
    }


def _registration(actor: Actor, carer: Carer, language: str) -> dict[str, Any]:
    case = case_of(actor, carer)
    events = events_about(carer.pk)
    names = organisation_names(event.organisation_id for event in events)
    log = lines(events, names, reader=actor, tone=tone_for(carer))
    return {
        "registered_at": carer.registered_at.isoformat(),
        "support_point": {"name": carer.organisation.name, "phone": carer.organisation.phone},
        "details": _details(carer),
        "situations": [_situation(one) for one in situations_of(carer)],
        "consents": [_consent(one) for one in consents_of(carer)],
        "check_ups": [_checkup(one, language) for one in checkups_of(carer)],
        "support": _support(case) if case else None,
        "contacts": [_contact(one) for one in contacts_of(case)] if case else [],
        "referrals": [_referral(one) for one in referrals_about(actor) if one.carer_id == carer.pk],
        "log": [_line(one) for one in log],
    }


def _word(code: str, label: object) -> dict[str, str]:
    return {"code": str(code), "text": str(label)}


def _details(carer: Carer) -> dict[str, Any]:
    return {
        "first_name": carer.first_name,
        "last_name": carer.last_name,
        "birth_year": carer.birth_year,
        "address": carer.address,
        "postcode": carer.postcode,
        "place": carer.place,
        "email": carer.email,
        "phone": carer.phone,
        "channel": _word(carer.channel, carer.get_channel_display()),
        "reach_time": _word(carer.reach_time, carer.get_reach_time_display()),
        "young_carer": tone_for(carer) == YOUNG,
        "language_of_mail": carer.language,
        "sign_in_email": carer.account.email if carer.account else "",
    }


def _situation(one: CareSituation) -> dict[str, Any]:
    return {
        "recorded_at": one.recorded_at.isoformat(),
        "relation": _word(one.relation, one.get_relation_display()),
        "since": _word(one.since, one.get_since_display()),
        "hours": _word(one.hours, one.get_hours_display()),
        "conditions": [_word(code, Condition(code).label) for code in one.conditions],
        "wishes": [_word(code, Wish(code).label) for code in one.wishes],
        "note": one.note,
    }


def _consent(one: Consent) -> dict[str, Any]:
    return {
        "purpose": _word(one.purpose, Purpose(one.purpose).label),
        "given_at": one.given_at.isoformat(),
        "given_way": _word(one.given_way, one.get_given_way_display()),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
        "withdrawn_way": (
            _word(one.withdrawn_way, one.get_withdrawn_way_display()) if one.withdrawn_way else None
        ),
    }


def _checkup(one: CheckUp, language: str) -> dict[str, Any]:
    return {
        "instrument": one.instrument,
        "version": one.version,
        "taken_on": one.taken_on.isoformat(),
        "score": one.score,
        "meaning": meaning_of(one, language),
        "answers": one.answers,
        "answers_in_words": [
            {"question": row.label, "answer": row.text} for row in answer_rows(one, language)
        ],
    }


def _referral(one: Referral) -> dict[str, Any]:
    reason = one.refusal_reason
    return {
        "sent_at": one.sent_at.isoformat(),
        "to": one.organisation.name,
        "card": one.service.name_nl,
        "sent_by": one.sender_name,
        "name": one.name,
        "phone": one.phone,
        "email": one.email,
        "postcode": one.postcode4,
        "need": one.need,
        "consent_way": _word(one.consent_way, one.get_consent_way_display()),
        "state": _word(one.state, one.get_state_display()),
        "refusal_reason": _word(reason, one.get_refusal_reason_display()) if reason else None,
        "answer_note": one.answer_note,
        "steps": [
            {"at": step.at.isoformat(), "step": _word(step.kind, ReferralStep(step.kind).label)}
            for step in one.events.all()
        ],
    }


def _support(case: Case) -> dict[str, Any]:
    person, agreed = case.contact_person, agreed_day(case)
    return {
        "status": _word(case.status, case.get_status_display()),
        "origin": _word(case.origin, case.get_origin_display()),
        "call_by": case.call_by.isoformat(),
        "next_contact_on": agreed.isoformat() if agreed else None,
        "ended_at": case.ended_at.isoformat() if case.ended_at else None,
        "ended_because": (
            _word(case.ended_because, case.get_ended_because_display())
            if case.ended_because
            else None
        ),
        "ended_note": case.ended_note,
        "contact_person": {"name": person.name, "phone": person.phone} if person else None,
    }


def _contact(one: Contact) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "way": _word(one.way, one.get_way_display()),
        "by": one.by.name,
        "note": one.note,
        "earlier_notes": [
            {
                "note": earlier.note,
                "corrected_at": earlier.corrected_at.isoformat(),
                "corrected_by": earlier.corrected_by.name,
            }
            for earlier in one.earlier_notes.all()
        ],
    }


def _line(one: Line) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "who": one.who,
        "role": one.role,
        "what": one.what,
        "why": one.why,
        "times": one.times,
    }
