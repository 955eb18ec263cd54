"""What carers and who refers them ask of the cards, as rows."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from naober.casework.models import Referral
from naober.shared.tables import Cell, Table
from naober.shared.templatetags.naober import day_and_month
from naober.sites.referral_pages import page_of


def table_of(referrals: Iterable[Referral], *, today: date) -> Table:
    """Return the questions in the order given; who asks stands on the page of the question."""
    return Table(
        caption=_("Questions"),
        columns=(_("Card"), _("How it stands"), _("Sent")),
        rows=[_row(one, today=today) for one in referrals],
    )


def _row(referral: Referral, *, today: date) -> tuple[Cell, ...]:
    page = page_of(referral, today=today)
    return (
        Cell(page.card, reverse("provider:question", args=[referral.pk]), detail=page.sender),
        Cell(capfirst(page.state), detail=page.days, tone=page.tone),
        Cell(day_and_month(referral.sent_at), labelled=True),
    )
