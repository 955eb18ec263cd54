"""Short, honest statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Part:
    title: str
    sentences: Sequence[str]


@dataclass(frozen=True)
class Statement:
    title: str
    lead: str
    parts: Sequence[Part]


def privacy() -> Statement:
    """What the site does with what people type; each sentence is held by a test or a net."""
    return Statement(
        title=_("Privacy"),
        lead=_("We keep as little as we can. You decide."),
        parts=[
            Part(
                _("When you look for help"),
                [
                    _("You need no account. We do not keep who looks for what."),
                    _("Words that find nothing we keep for three months, to add them."),
                    _("We do not keep your postcode. Your device remembers it for two hours."),
                    _("We do not follow you. No other company sees that you were here."),
                ],
            ),
            Part(
                _("When you do the check"),
                [
                    _("Your answers stay on your device, locked. After two hours they are gone."),
                    _("We keep them only if you send them along when you register."),
                ],
            ),
            Part(
                _("When you register"),
                [
                    _("Only your support point sees your details."),
                    _("For every other use we ask your consent. You can take it back."),
                    _("We never ask for your citizen service number (BSN)."),
                    _("We write down who looked at your details. You can see that yourself."),
                    _("You can have everything removed. Sign in, or call."),
                ],
            ),
        ],
    )


def accessibility() -> Statement:
    """What was made and how it was checked; no claim of a formal audit that was not done."""
    return Statement(
        title=_("Accessibility"),
        lead=_("Everybody must be able to use this site."),
        parts=[
            Part(
                _("What we do"),
                [
                    _("We follow the rules of WCAG 2.2, level AA."),
                    _("Every page works with only a keyboard."),
                    _("Every page works on a telephone, enlarged, and without JavaScript."),
                    _("We test every page with a program. That does not find everything."),
                    _("No independent expert has checked this site yet."),
                ],
            ),
            Part(
                _("Does something not work?"),
                [
                    _("Call your support point. They help you right away."),
                    _("Say what did not work. Then it can be repaired."),
                ],
            ),
        ],
    )
