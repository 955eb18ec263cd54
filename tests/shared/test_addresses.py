"""Addresses: the same as Django's, in the language of now."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from naober.shared.addresses import address_of


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_address_is_the_one_of_the_thing_that_is_asked_for(language: str) -> None:
    with override(language):
        for key in (uuid4(), uuid4()):
            assert address_of("desk:file", key) == reverse("desk:file", args=[key])
        assert address_of("public:card", "huis-brink") == reverse(
            "public:card", args=["huis-brink"]
        )
        assert address_of("public:find") == reverse("public:find")


def test_a_page_that_takes_something_else_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("public:find", uuid4())
