"""What every page knows: its looks, its languages, its navigation and a person to call."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from naober.organisations.enums import Role
from naober.shared.actors import Actor
from naober.shared.addresses import address_of
from naober.sites import kept, signed_in
from naober.sites.unsent import reader_field

_LANGUAGES: Final = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True)
class PersonToCall:
    """Whom to call: a carer's own contact person or support point, else the support line."""

    name: str
    phone: str
    is_contact_person: bool = False
    photo_url: str | None = None


@dataclass(frozen=True)
class NavigationItem:
    url: str
    label: str
    current: bool


@dataclass(frozen=True)
class Language:
    code: str
    label: str
    url: str


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor for every template."""
    known = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        **_looks(),
        "person_to_call": SimpleLazyObject(lambda: person_to_call(request)),
        "menu": SimpleLazyObject(lambda: _menu(get_language() or "", _navigation(request))),
        "account_links": SimpleLazyObject(
            lambda: _account_links(get_language() or "", signed_in=known)
        ),
        "languages": SimpleLazyObject(lambda: _languages(request)),
        "actor_name": getattr(_actor(request), "name", ""),
        "signed_in": known,
        "reader_tone": SimpleLazyObject(lambda: signed_in.tone_of(request)),
        "in_pack": SimpleLazyObject(lambda: frozenset(kept.keys(request))),
        "reader_field": SimpleLazyObject(lambda: reader_field(request)),
        "visitors_header": "" if known else SimpleLazyObject(lambda: _visitors_header(request)),
    }


def without_reader(request: HttpRequest) -> dict[str, Any]:
    """Return what a page knows that asks neither who reads it nor the database."""
    navigation = tuple(_item(request, name, label) for name, label in _for_everybody(None))
    person = PersonToCall(_("Carer support point"), settings.NAOBER_PHONE)
    language = get_language() or ""
    return {
        **_looks(),
        "reader_tone": "",
        "languages": _languages(request),
        "visitors_header": _drawn_header(language, person, navigation, demo=settings.NAOBER_DEMO),
    }


def _looks() -> dict[str, Any]:
    return {
        "theme": settings.NAOBER_THEME,
        "theme_css": f"nlds/theme-{settings.NAOBER_THEME}.css",
        "demo": settings.NAOBER_DEMO,
    }


def _visitors_header(request: HttpRequest) -> SafeString:
    person, navigation = person_to_call(request), _navigation(request)
    return _drawn_header(get_language() or "", person, navigation, demo=settings.NAOBER_DEMO)


@lru_cache(maxsize=512)
def _drawn_header(
    language: str, person: PersonToCall, navigation: tuple[NavigationItem, ...], *, demo: bool
) -> SafeString:
    """Return the header as nobody in particular sees it, drawn once for the same parameters."""
    with override(language or None):
        context = {
            "person_to_call": person,
            "menu": _menu(language, navigation),
            "account_links": _account_links(language, signed_in=False),
            "demo": demo,
        }
        return render_to_string("naober/site_header.html", context)


@lru_cache(maxsize=512)
def _menu(language: str, navigation: tuple[NavigationItem, ...]) -> SafeString:
    """Return the menu of a role on a page: it stands twice on each, and knows nobody."""
    with override(language or None):
        return render_to_string("naober/navigation_list.html", {"navigation": navigation})


@lru_cache(maxsize=8)
def _account_links(language: str, *, signed_in: bool) -> SafeString:
    """Return what anybody can do with an account, or how to sign in."""
    with override(language or None):
        return render_to_string("naober/account_links.html", {"signed_in": signed_in})


def person_to_call(request: HttpRequest) -> PersonToCall:
    """Return whom the header names: of a carer their own, else who belongs to the page."""
    chosen: PersonToCall | None = getattr(request, "person_to_call", None)
    if chosen is not None and chosen.is_contact_person:
        return chosen
    if person := signed_in.contact_person(request):
        return PersonToCall(person.name, person.phone, is_contact_person=True)
    carer = signed_in.carer_of(request)
    if carer is not None and carer.support_point.phone:
        return PersonToCall(carer.support_point.name, carer.support_point.phone)
    return chosen or PersonToCall(_("Carer support point"), settings.NAOBER_PHONE)


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def _navigation(request: HttpRequest) -> tuple[NavigationItem, ...]:
    actor = _actor(request)
    role = actor.role if actor is not None else ""
    items: dict[str, list[tuple[str, str]]] = {
        Role.CONSULTANT: [
            ("desk:today", _("Today")),
            ("desk:people", _("My people")),
            ("desk:inbox", _("Registrations")),
            ("desk:referrals", _("Referrals")),
            ("desk:register", _("Register somebody")),
            ("public:find", _("Social map")),
        ],
        Role.PROFESSIONAL: [
            ("practice:referrals", _("Referrals")),
            ("practice:choose", _("Refer somebody")),
            ("public:find", _("Social map")),
        ],
        Role.PROVIDER: [
            ("provider:cards", _("Our cards")),
            ("provider:questions", _("Questions")),
            ("provider:reports", _("Reports")),
            ("public:find", _("Social map")),
        ],
        Role.EDITOR: [
            ("provider:cards", _("Cards")),
            ("provider:waiting", _("Changes")),
            ("provider:reports", _("Reports")),
            ("editor:guide", _("Guide")),
            ("editor:tools", _("Upkeep")),
            ("public:find", _("Social map")),
        ],
        Role.ADMINISTRATOR: [("desk:team", _("Team")), ("public:find", _("Social map"))],
        Role.POLICY_OFFICER: [
            ("municipality:overview", _("Overview")),
            ("public:find", _("Social map")),
        ],
    }
    items[Role.COORDINATOR] = items[Role.CONSULTANT]
    items[Role.PLATFORM_ADMINISTRATOR] = items[Role.ADMINISTRATOR]
    chosen = items.get(role) or _for_everybody(actor)
    return tuple(_item(request, name, label) for name, label in [*chosen, *_my_pack(request)])


def _my_pack(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the pack with how much is in it; nothing for who keeps nothing."""
    number = len(kept.keys(request))
    return [("public:pack", _("My pack (%(number)s)") % {"number": number})] if number else []


def _for_everybody(actor: Actor | None) -> list[tuple[str, str]]:
    """Return the items of the public pages: who signed in goes back to their own or to work."""
    known = actor is not None and actor.user_id is not None
    return [
        ("public:find", _("Find help")),
        ("public:check", _("How are you?")),
        ("home_of_role", _("My page")) if known else ("public:register", _("Register")),
        *([] if known else [("carer:home", _("My page"))]),
    ]


def _item(request: HttpRequest, name: str, label: str) -> NavigationItem:
    url = address_of(name)
    here = request.path == url or (
        name == "home_of_role" and request.path == address_of("carer:home")
    )
    return NavigationItem(url=url, label=label, current=here)


def _languages(request: HttpRequest) -> list[Language]:
    """Return the other languages, each with the address of this same page."""
    active = get_language()
    return [
        Language(code, _LANGUAGES[code], _address_in(code, request))
        for code, _label in settings.LANGUAGES
        if code != active
    ]


def first_pages() -> list[Language]:
    """Return the other languages with the first page, for where there is no page to translate."""
    active, found = get_language(), []
    for code, label in _LANGUAGES.items():
        with override(code):
            found.append(Language(code, label, address_of("public:home")))
    return [one for one in found if one.code != active]


def _address_in(language: str, request: HttpRequest) -> str:
    """Return the address of this page in a language; one without a key is looked up only once."""
    here, match = request.get_full_path(), request.resolver_match
    if match is None or not match.url_name or match.args or match.kwargs:
        return translate_url(here, language)
    with override(language):
        address = address_of(match.view_name)
    _path, mark, asked = here.partition("?")
    return f"{address}{mark}{asked}"
