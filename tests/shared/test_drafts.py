"""A half-filled form lies on the visitor's own device, sealed, and for a short while."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from naober.shared import drafts

CANARY = "kanarie-antwoord"


def returned(response: HttpResponse) -> object:
    """Return the request of a browser that got this response."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: cookie.value for name, cookie in response.cookies.items()}
    return request


def kept(**draft: object) -> HttpResponse:
    response = HttpResponse()
    drafts.save(response, "check", dict(draft))
    return response


def test_what_was_filled_in_comes_back() -> None:
    assert drafts.load(returned(kept(answer=CANARY)), "check") == {"answer": CANARY}  # type: ignore[arg-type]


def test_one_draft_cannot_be_read_as_another() -> None:
    request = returned(kept(answer=CANARY))
    request.COOKIES["naober_start"] = request.COOKIES["naober_check"]  # type: ignore[attr-defined]
    assert drafts.load(request, "start") == {}  # type: ignore[arg-type]


def test_nobody_can_read_it_on_the_device() -> None:
    (cookie,) = kept(answer=CANARY).cookies.values()
    assert "kanarie" not in cookie.OutputString()
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == cookie["expires"] == ""  # gone with the browser


@pytest.mark.parametrize("spoilt", ["", "x", "gAAAAA", "gAAAAABx" * 20])
def test_a_spoilt_draft_is_an_empty_one(spoilt: str) -> None:
    request = returned(kept(answer=CANARY))
    request.COOKIES["naober_check"] = spoilt  # type: ignore[attr-defined]
    assert drafts.load(request, "check") == {}  # type: ignore[arg-type]


def test_one_changed_letter_spoils_it() -> None:
    request = returned(kept(answer=CANARY))
    token = request.COOKIES["naober_check"]  # type: ignore[attr-defined]
    middle = len(token) // 2
    other = "A" if token[middle] != "A" else "B"
    request.COOKIES["naober_check"] = token[:middle] + other + token[middle + 1 :]  # type: ignore[attr-defined]
    assert drafts.load(request, "check") == {}  # type: ignore[arg-type]


def test_it_is_worthless_after_two_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    request = returned(kept(answer=CANARY))
    monkeypatch.setattr(drafts, "MAX_AGE", -1)
    assert drafts.load(request, "check") == {}  # type: ignore[arg-type]


def test_what_does_not_fit_is_refused_and_never_cut_off() -> None:
    import secrets

    with pytest.raises(drafts.DraftTooLargeError):
        kept(answer=secrets.token_hex(4000))


def test_throwing_it_away_takes_it_from_the_device() -> None:
    response = HttpResponse()
    drafts.discard(response, "check")
    assert response.cookies["naober_check"]["max-age"] == 0
