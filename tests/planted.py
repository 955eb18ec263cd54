"""The site with some pages of tests in it, so that a net can be tried apart from any real page.

Use as `settings.ROOT_URLCONF = "tests.planted"`.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from naober.carers.models import Carer
from naober.config.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
)
from naober.config.urls import (
    urlpatterns as site,
)
from naober.organisations.models import Membership
from naober.sites.access import CARER, DESK, EVERYONE, TEAM, access


def everybody(request: HttpRequest) -> HttpResponse:
    """Show every carer there is: no scoping in Python at all."""
    return HttpResponse(", ".join(one.last_name for one in Carer.objects.order_by("last_name")))


@access(DESK)
def writes(request: HttpRequest) -> HttpResponse:
    """Change something, also when only asked to show."""
    return HttpResponse(Membership.objects.update(phone="088 000 66 66"))


@access(DESK)
def breaks(request: HttpRequest) -> HttpResponse:
    """Read everybody, change something and fall over."""
    everybody(request)
    if request.method == "POST":
        Membership.objects.update(phone="088 000 77 77")
    raise RuntimeError("planted")


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody said who may see this")


def as_(rule: object) -> object:
    def page(request: HttpRequest) -> HttpResponse:
        return everybody(request)

    return access(rule)(page)  # type: ignore[arg-type]


urlpatterns = [
    path("planted/desk/", as_(DESK), name="planted-desk"),  # type: ignore[arg-type]
    path("planted/team/", as_(TEAM), name="planted-team"),  # type: ignore[arg-type]
    path("planted/carer/", as_(CARER), name="planted-carer"),  # type: ignore[arg-type]
    path("planted/everyone/", as_(EVERYONE), name="planted-everyone"),  # type: ignore[arg-type]
    path("planted/writes/", writes, name="planted-writes"),
    path("planted/breaks/", breaks, name="planted-breaks"),
    path("planted/unmarked/", unmarked, name="planted-unmarked"),
    *site,
]
