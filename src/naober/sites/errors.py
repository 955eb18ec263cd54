"""Pages for when something is not there, not allowed or broken; plain, kind, without details."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from naober.sites.context import first_pages, without_reader
from naober.sites.unsent import keep_typed


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Return the page for what is not there and for what is not yours: they look the same."""
    return render(request, "404.html", {"languages": first_pages()}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Return the page for a thing that this reader may not do."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Return the page for a request that cannot be understood, such as a much too long text."""
    return render(request, "400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page for a mistake of ours; it does not need the database."""
    return render(None, "500.html", without_reader(request), status=500)


def busy(request: HttpRequest) -> HttpResponse:
    """Return the page for when the log of who reads what cannot be written."""
    return render(None, "503.html", without_reader(request), status=503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Return the page for a form of an earlier visit, with the way to what its reader typed."""
    response = HttpResponse(status=403)
    form = request.get_full_path() if keep_typed(request, response) else ""
    response.content = render_to_string("403_csrf.html", {"form_url": form}, request)
    return response
