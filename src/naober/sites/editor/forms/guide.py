"""What editors fill in of the guide."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import Daypart, PlaceKind, Together, Within
from naober.directory.models import Category, GuideChoice
from naober.shared.fields import TextField
from naober.sites.card_page import RELATIONS
from naober.sites.words import words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EMPTY_ROWS: Final = 2
MOST_LEADS: Final = 40


def _text(label: "str | _StrPromise", length: int, **more: Any) -> forms.CharField:
    return TextField(label=label, max_length=length, **more)


class QuestionForm(forms.Form):
    """The words of a question."""

    text_nl = _text(gettext_lazy("Question, in Dutch"), 120)
    text_en = _text(gettext_lazy("Question, in English"), 120)
    help_nl = _text(gettext_lazy("Explanation, in Dutch"), 200, required=False)
    help_en = _text(gettext_lazy("Explanation, in English"), 200, required=False)


def _ask(label: "str | _StrPromise", choices: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[
            ("", gettext_lazy("asks nothing")),
            *((value, capfirst(name)) for value, name in choices),
        ],
        required=False,
        empty_value=None,
    )


class ChoiceForm(forms.Form):
    """An answer: its words, and what it asks of a card."""

    label_nl = _text(gettext_lazy("Answer, in Dutch"), 100)
    label_en = _text(gettext_lazy("Answer, in English"), 100)
    daypart = _ask(gettext_lazy("When must it be there?"), Daypart.choices)
    place_kind = _ask(gettext_lazy("Where must it be?"), PlaceKind.choices)
    together = _ask(gettext_lazy("With others or alone?"), Together.choices)
    within = _ask(gettext_lazy("How soon must there be room?"), Within.choices)
    relations = forms.MultipleChoiceField(
        label=gettext_lazy("Who says this, cares for"),
        help_text=gettext_lazy("Cards for who cares for others are then left out."),
        choices=[*RELATIONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class LeadForm(forms.Form):
    """How much an answer speaks for a kind of help, or against it."""

    category = forms.ChoiceField(label=gettext_lazy("Kind of help"), required=False)
    weight = forms.TypedChoiceField(
        label=gettext_lazy("Weight"),
        choices=[("", "—"), *((str(one), f"{one:+}") for one in range(5, -6, -1) if one)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason_nl = _text(gettext_lazy("Why this fits, in Dutch"), 150, required=False)
    reason_en = _text(gettext_lazy("Why this fits, in English"), 150, required=False)

    def __init__(self, *args: Any, kinds: Iterable[Category], **more: Any) -> None:
        super().__init__(*args, **more)
        names = sorted((words(one, "label"), one.pk) for one in kinds)
        self.fields["category"].choices = [("", "—"), *((pk, name) for name, pk in names)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("category") and data.get("weight") is None and "weight" not in self.errors:
            self.add_error("weight", _("Choose how much this answer speaks for it."))
        return data


class _Leads(BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        kinds = [one["category_id"] for one in self.leads]
        if len(kinds) > len(set(kinds)):
            raise ValidationError(_("A kind of help stands here twice. Leave one empty."))

    @property
    def leads(self) -> list[dict[str, Any]]:
        """The rows with a kind of help; a row without one is a row that was taken away."""
        filled = [one.cleaned_data for one in self.forms if hasattr(one, "cleaned_data")]
        return [
            {
                "category_id": one["category"],
                "weight": one.get("weight"),
                "reason_nl": one.get("reason_nl", ""),
                "reason_en": one.get("reason_en", ""),
            }
            for one in filled
            if one.get("category")
        ]


def leads_form(
    data: Any, choice: GuideChoice | None, kinds: Iterable[Category]
) -> "BaseFormSet[LeadForm]":
    """Return the rows of an answer, with a few empty ones below."""
    rows = formset_factory(
        LeadForm, formset=_Leads, extra=EMPTY_ROWS, max_num=MOST_LEADS, validate_max=True
    )
    initial = [
        {
            "category": lead.category_id,
            "weight": lead.weight,
            "reason_nl": lead.reason_nl,
            "reason_en": lead.reason_en,
        }
        for lead in (choice.leads.all() if choice else ())
    ]
    made: BaseFormSet[LeadForm] = rows(
        data, initial=initial, prefix="leads", form_kwargs={"kinds": list(kinds)}
    )
    return made
