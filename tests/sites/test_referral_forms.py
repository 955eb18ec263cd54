"""The forms with which somebody asks for help or answers: what is kept, and what is said wrong."""

import pytest
from django import forms

from naober.casework.services.referrals import new_word
from naober.sites.desk.forms.contact import SearchForm
from naober.sites.desk.forms.referring import ReferSomebodyForm
from naober.sites.public.referral_forms import AskForm
from naober.sites.referral_forms import AcceptForm, RefuseForm

TURNED = "Hulp\u202e op dinsdag\r\nen\u200b woensdag"
TIDY = "Hulp op dinsdag\nen woensdag"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (AskForm({"need": TURNED, "word": new_word()}, organisation="Huis"), "need"),
        (AcceptForm({"yes-note": TURNED}), "note"),
        (RefuseForm({"no-note": TURNED}), "note"),
    ],
)
def test_a_text_is_kept_without_marks_that_turn_or_hide_it(form: forms.Form, name: str) -> None:
    form.is_valid()
    assert form.cleaned_data[name] == TIDY


def test_a_name_is_searched_without_them() -> None:
    form = SearchForm({"name": "Jan\u202esen"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Jansen"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (AskForm, ["need", "name", "phone", "consents"]),
        (ReferSomebodyForm, ["name", "phone", "need", "consent_way", "consents"]),
    ],
)
def test_what_is_wrong_is_said_in_the_order_of_the_page(
    form: type[AskForm | ReferSomebodyForm], fields: list[str]
) -> None:
    sent = form({"word": new_word()}, organisation="Huis")
    assert [field.name for field in sent if field.errors] == fields
