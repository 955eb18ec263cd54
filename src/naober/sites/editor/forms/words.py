"""What editors fill in of the everyday words."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from naober.directory.models import Category
from naober.shared.fields import TextField
from naober.sites.words import words

WEIGHTS: Final = (
    (1, gettext_lazy("1: a hint")),
    (2, gettext_lazy("2: most people mean this")),
    (3, gettext_lazy("3: this decides")),
)
LANGUAGES: Final = (("nl", gettext_lazy("Dutch")), ("en", gettext_lazy("English")))


class WeightForm(forms.Form):
    """How much a word speaks for its kind of support."""

    weight = forms.TypedChoiceField(
        label=gettext_lazy("How sure is it?"), choices=WEIGHTS, coerce=int, initial=2
    )


class WordForm(WeightForm):
    """A new word, and for which kind of support."""

    expression = TextField(
        label=gettext_lazy("Word or short sentence"),
        max_length=120,
        help_text=gettext_lazy("As people say it themselves."),
    )
    category = forms.ChoiceField(label=gettext_lazy("Kind of help"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, initial="nl")
    field_order = ("expression", "category", "weight", "language")

    def __init__(self, *args: Any, kinds: Iterable[Category], **more: Any) -> None:
        super().__init__(*args, **more)
        names = sorted((capfirst(words(one, "label")), one.pk) for one in kinds)
        choices = [("", "—"), *((pk, name) for name, pk in names)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]
