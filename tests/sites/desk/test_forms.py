"""What is missing in a form of the desk is said in a sentence that says what to do."""

import pytest
from django import forms
from django.utils import translation

from naober.sites.carer import forms as carer_forms
from naober.sites.desk.forms import contact, people, referring, team
from tests.factories.organisations import make_actor

FORMS = {
    *(contact.ContactForm, contact.CorrectForm, contact.AssignForm, contact.CloseForm),
    *(contact.RemoveForm, contact.SearchForm, people.DetailsForm, people.SituationForm),
    *(people.ConsentForm, team.ChooseForm, referring.ChooseForm),
}
"""Those that need nothing to begin with."""


def every_form() -> list[forms.Form]:
    """Return every form of the desk and of a practice team, sent empty."""
    about = {"organisation": "Huis"}
    return [
        *(form({}) for form in FORMS),
        people.RegistrationForm(None, {}),
        team.InviteForm(make_actor(), {}),
        referring.ReferForm({}, **about),
        referring.ReferSomebodyForm({}, **about),
    ]


def silent(form: forms.Form) -> list[str]:
    """Return the fields that somebody fills in and that only say: this field is required."""
    usual = str(forms.Field.default_error_messages["required"])
    return [
        f"{type(form).__name__}.{name}" for name, errors in form.errors.items() if usual in errors
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_missing_is_said_in_words_that_help(language: str) -> None:
    with translation.override(language):
        sent = every_form()
        assert [name for form in sent for name in silent(form)] == []


@pytest.mark.django_db
def test_every_form_of_the_desk_is_looked_at() -> None:
    known = {
        one
        for module in (contact, people, referring, team)
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, forms.Form)
        and one.__module__ == module.__name__
    }
    without_must = {contact.FilterForm}
    assert known == {type(form) for form in every_form()} | without_must


def test_a_field_that_says_nothing_is_noticed() -> None:
    class Silent(forms.Form):
        name = forms.CharField()

    assert silent(Silent({})) == ["Silent.name"]


@pytest.mark.parametrize("form", [people.SituationForm(), carer_forms.SituationForm()])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_choice_about_the_care_begins_with_a_capital(form: forms.Form, language: str) -> None:
    with translation.override(language):
        for name in ("relation", "since", "hours", "conditions", "wishes"):
            labels = [str(label) for _value, label in form.fields[name].choices]  # type: ignore[attr-defined]
            assert [one for one in labels if one[0].islower()] == []
