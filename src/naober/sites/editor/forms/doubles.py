"""Choosing what stays of two cards that are about the same help."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST, SECOND, BOTH = "first", "second", "both"
LISTS: Final = (
    "kinds", "municipalities", "locations", "hours", "conditions", "relations", "payers", "dayparts"
)  # fmt: skip
"""Parts of which one may keep what stands on both cards."""


class MergeForm(forms.Form):
    """Which card stays, and per part that differs of which card it comes."""

    stays = forms.ChoiceField(
        label=gettext_lazy("Which card stays?"),
        widget=forms.RadioSelect,
        choices=[(FIRST, ""), (SECOND, "")],
        initial=FIRST,
    )
    seen_first = forms.IntegerField(widget=forms.HiddenInput)
    seen_second = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        cards: tuple[Mapping[str, Any], Mapping[str, Any]],
        parts: Sequence[tuple[str, str, str, str]],
        names: tuple[str, str],
        **more: Any,
    ) -> None:
        """Ask about `parts`: each a name, a label, and what stands on the first and the second."""
        super().__init__(*args, **more)
        self._cards = cards
        self._parts = [name for name, *_rest in parts]
        self.fields["stays"].choices = list(zip((FIRST, SECOND), names, strict=True))  # type: ignore[attr-defined]
        for name, label, one, other in parts:
            choices = [(FIRST, one), (SECOND, other)]
            if name in LISTS:
                choices.append((BOTH, _("What stands on both")))
            self.fields[f"take_{name}"] = forms.ChoiceField(
                label=label,
                widget=forms.RadioSelect,
                choices=choices,
                initial=self._first_choice(name),
            )

    def _first_choice(self, name: str) -> str:
        if name in LISTS:
            return BOTH
        empty = self._cards[0][name] in (None, "", [])
        return SECOND if empty else FIRST

    def questions(self) -> list[forms.BoundField]:
        """Return the questions about the parts."""
        return [self[f"take_{name}"] for name in self._parts]

    def card(self) -> dict[str, Any]:
        """Return the parts as they were chosen."""
        return {name: self._taken(name) for name in self._parts}

    def _taken(self, name: str) -> Any:
        one, other = (card[name] for card in self._cards)
        chosen = self.cleaned_data[f"take_{name}"]
        if chosen == BOTH:
            return [*one, *(each for each in other if each not in one)]
        return other if chosen == SECOND else one
