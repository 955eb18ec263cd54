"""Ids of small parts are made from what they say: the same for everybody, every time."""

import uuid

from hypothesis import given
from hypothesis import strategies as some

from naober.directory.openreferral.taxonomies import NAMESPACE, made_id


@given(some.lists(some.text(some.characters(exclude_categories=["Cs"])), min_size=1))
def test_an_id_is_that_of_the_standard(parts: list[str]) -> None:
    assert made_id(*parts) == str(uuid.uuid5(NAMESPACE, "/".join(parts)))
