"""What somebody typed when their visit had ended: it stays on their own device.

A form with `{{ reader_field }}` says who opened it. Sent after the visit ended, it leads to signing
in; the same reader then finds it filled in as they sent it, and sends it again. Who signed in
again elsewhere first finds it so too: see `csrf_failure`.
"""

from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from naober.shared import drafts
from naober.shared.actors import Actor

DRAFT: Final = "unsent"
SALT: Final = "sites.form"
NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", "reader"})


def reader_field(request: HttpRequest) -> str:
    """Return the hidden field that says who opened a form; nobody else sees what is typed in it."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.user_id is None:
        return ""
    mark = signing.dumps(actor.user_id, salt=SALT)
    return format_html('<input type="hidden" name="reader" value="{}">', mark)


def reader_of(request: HttpRequest) -> int | None:
    """Return the account that opened the form which is sent now; None without a true mark."""
    return _account(request.POST.get("reader", ""))


def keep_typed(request: HttpRequest, response: HttpResponse) -> bool:
    """Let what was sent stay on the device with this answer; too much is let go.

    Return whether it is kept. Once somebody signed in, only what they sent themselves is.
    """
    opened_by, actor = reader_of(request), getattr(request, "actor", None)
    if request.method != "POST" or opened_by is None:
        return False
    if actor is not None and actor.user_id != opened_by:
        return False
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    draft = {"at": request.path, "reader": request.POST["reader"], "fields": fields}
    try:
        drafts.save(response, DRAFT, draft)
    except drafts.DraftTooLargeError:
        drafts.discard(response, DRAFT)
        return False
    return True


def typed_before(request: HttpRequest) -> QueryDict | None:
    """Return what this reader sent here when the visit had ended; None where nothing."""
    draft = drafts.load(request, DRAFT)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST" or draft.get("at") != request.path:
        return None
    if _account(draft["reader"]) != actor.user_id:
        return None
    return _as_sent(draft["fields"])


def kept_of(request: HttpRequest) -> QueryDict | None:
    """Return what a colleague sent here when the visit had ended, and say so."""
    typed = typed_before(request)
    if typed is not None:
        kept = _("You were away for a while. We kept what you typed. Look and save it.")
        messages.info(request, kept)
    return typed


def let_go(request: HttpRequest, response: HttpResponse) -> None:
    """Throw away what was typed here once the form has been sent after all."""
    is_sent = request.method == "POST" and 300 <= response.status_code < 400
    if is_sent and drafts.load(request, DRAFT).get("at") == request.path:
        drafts.discard(response, DRAFT)


def _as_sent(fields: dict[str, Any]) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in fields.items():
        sent.setlist(name, values)
    return sent


def _account(mark: str) -> int | None:
    try:
        return int(signing.loads(mark, salt=SALT))
    except signing.BadSignature:
        return None
