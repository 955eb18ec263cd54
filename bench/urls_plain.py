"""The empty view with one query."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from naober.sites.access import EVERYONE, access


@access(EVERYONE)
def empty(_request: HttpRequest) -> HttpResponse:
    """Ask the database one thing and say nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("")


urlpatterns = [path("", empty)]
