"""Pages that only a demonstration has: its mail, and how to sign in as whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naober.demo.logins import LOGINS
from naober.demo.mailbox import newest
from naober.sites.access import EVERYONE, access


@access(EVERYONE)
@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """Show the mail that a real site would have sent; all of it is to made-up people."""
    return render(request, "demo/mail.html", {"mail": newest()})


@access(EVERYONE)
@require_safe
def logins(request: HttpRequest) -> HttpResponse:
    """Show as whom one can sign in; the code goes the way of every code."""
    return render(request, "demo/logins.html", {"logins": LOGINS})
