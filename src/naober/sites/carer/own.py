"""The signed-in carer's own file, and the page around it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from naober.carers.models import Carer
from naober.carers.queries import own_files
from naober.casework.enums import IN_CASELOAD
from naober.casework.models import Case
from naober.shared.actors import Actor
from naober.sites import signed_in
from naober.sites.context import PersonToCall
from naober.sites.entrance import no_such_page
from naober.sites.tone import tone_for


class Reader:
    """Who reads: the actor of the request and their own file; `others` are the older files of
    somebody who registered more than once, read along with it.

    Raises Http404 for somebody without a file: there is nothing of theirs here.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor = request.actor  # type: ignore[attr-defined]
        files = list(own_files(self.actor))
        if not files:
            raise no_such_page()
        self.carer: Carer = files[0]
        self.others = files[1:]
        self.tone = tone_for(self.carer)
        signed_in.remember(request, self.carer)

    def name_in_header(self, case: Case | None) -> None:
        """Let the header name the contact person of a case that was loaded anyway."""
        person = case.contact_person if case and case.status in IN_CASELOAD else None
        if person is not None and person.phone:
            self.request.person_to_call = PersonToCall(  # type: ignore[attr-defined]
                person.name, person.phone, is_contact_person=True
            )

    def show(self, template: str, **context: Any) -> HttpResponse:
        """Return a page in the tone of this reader."""
        return render(self.request, f"carer/{template}.html", {"tone": self.tone, **context})
