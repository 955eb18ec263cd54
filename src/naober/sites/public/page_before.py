"""The page of this site that somebody comes from, as their browser says."""

from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request: HttpRequest) -> SplitResult | None:
    """Return the address of the page before, or None where it is not ours or nothing was said."""
    said = request.headers.get("Referer", "")
    try:
        address = urlsplit(said)
    except ValueError:
        return None
    here = address.path.startswith("/") and address.netloc == request.get_host()
    safe = url_has_allowed_host_and_scheme(address.path, allowed_hosts=None)
    return address if here and safe else None
