"""What somebody typed when their session had ended: it stays on their own device."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse

from naober.shared import drafts
from naober.shared.actors import Actor

SALT: Final = "carer.form"


def reader_mark(actor: Actor) -> str:
    """Return a mark of who opened a form; nobody else gets to see what was typed in it."""
    return signing.dumps(actor.user_id, salt=SALT)


def reader_of(request: HttpRequest) -> int | None:
    """Return the account that opened the form which is sent now; None without a true mark."""
    return _account(request.POST.get("reader", ""))


def sign_in_first(request: HttpRequest, name: str, fields: Iterable[str]) -> HttpResponse:
    """Return the way to sign in; what was typed in these fields stays on the device."""
    response: HttpResponse = redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return response
    draft = {
        "fields": {field: request.POST.getlist(field) for field in fields},
        "seen": request.POST.get("seen", ""),
        "reader": request.POST.get("reader", ""),
    }
    try:
        drafts.save(response, name, draft)
    except drafts.DraftTooLargeError:
        drafts.discard(response, name)
    return response


def typed_before(request: HttpRequest, name: str, actor: Actor) -> dict[str, Any]:
    """Return the draft of this reader: `fields` by name and `seen`; empty where there is none."""
    draft = drafts.load(request, name)
    reader = _account(draft.get("reader", ""))
    return draft if reader is not None and reader == actor.user_id else {}


def _account(mark: str) -> int | None:
    try:
        return int(signing.loads(mark, salt=SALT))
    except signing.BadSignature:
        return None
