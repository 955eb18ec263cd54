"""How often a card is confirmed, as an editor fills it in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import Interval
from naober.directory.queries import refusal_of_freshness
from naober.shared.fields import LineField

MOST_DIGITS = 3


class FreshnessForm(forms.Form):
    """After how many months we ask, after which weeks again, and when a card sinks."""

    use_required_attribute = False

    interval = forms.TypedChoiceField(
        label=gettext_lazy("How often do we ask whether a card is right?"),
        choices=Interval.choices,
        coerce=int,
        help_text=gettext_lazy("A card may have an interval of its own. Then that counts."),
    )
    reminder_weeks = LineField(
        gettext_lazy("In which weeks do we send a mail?"),
        60,
        help_text=gettext_lazy("0 is the day itself. Put a comma between: 0, 2, 4, 6."),
    )
    overdue_after_weeks = forms.IntegerField(
        label=gettext_lazy("After how many weeks does the card sink?"),
        min_value=0,
        help_text=gettext_lazy("Then it says that it was not confirmed in time."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_reminder_weeks(self) -> list[int]:
        """Return the weeks as numbers."""
        typed = [one for one in re.split(r"[,;\s]+", self.cleaned_data["reminder_weeks"]) if one]
        if not all(one.isdecimal() and len(one) <= MOST_DIGITS for one in typed):
            raise ValidationError(_("Write whole weeks with a comma between: 0, 2, 4, 6."))
        return [int(one) for one in typed]

    def clean(self) -> dict[str, Any]:
        """Refuse weeks that cannot be."""
        given = super().clean() or self.cleaned_data
        weeks, overdue = given.get("reminder_weeks"), given.get("overdue_after_weeks")
        if weeks is None or overdue is None:
            return given
        if reason := refusal_of_freshness(weeks, overdue):
            self.add_error("reminder_weeks", reason)
        return given
