"""The kinds of support in the database are those of our table."""

import csv

import pytest

from naober.directory.models import Category
from naober.directory.services import CONTENT, load_categories
from tests.database import role

pytestmark = pytest.mark.django_db


def load() -> dict[str, str]:
    with role("naober_system"):
        load_categories()
        return dict(Category.objects.values_list("code", "label_nl"))


def test_loading_twice_changes_nothing_and_a_change_by_hand_is_put_right() -> None:
    first = load()
    assert len(first) > 40
    with role("naober_system"):
        Category.objects.filter(pk="respite.stay").update(label_nl="Iets anders")
    assert load() == first


def test_every_kind_has_words_in_both_languages() -> None:
    load()
    for one in Category.objects.all():
        assert one.label_nl, one
        assert one.what_it_is_en, one


def test_everyday_words_are_only_for_kinds_that_are_there() -> None:
    with (CONTENT / "everyday_words.csv").open(encoding="utf-8", newline="") as stream:
        used = {row["category"] for row in csv.DictReader(stream)}
    with (CONTENT / "categories.csv").open(encoding="utf-8", newline="") as stream:
        assert used <= {row["code"] for row in csv.DictReader(stream)}
