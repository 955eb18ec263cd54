"""How fast the pages are, beside an empty Django view on the same server with one query.

    .venv/bin/python bench/pages.py

Makes two demo regions (2,000 and 110,000 carers) in `var/bench-…`, serves each with granian as
`bin/run` does, and lets `wrk` (Debian's package) ask each page over 4 connections, in rounds, with
the empty view in every round. Everything shares the same cores, the load as well. Figures are
medians of the rounds; a ratio says more than a time on a machine that others use.
"""

import argparse
import contextlib
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (2_000, 110_000)
CARER = "mantelzorger@example.org"
COORDINATOR = "coordinator.assen@example.org"
PAGES = {
    "home": ("/", None),
    "search result": ("/hulp/?q=wie+past+er+op+mijn+vader&postcode=9401", None),
    "card": ("", None),
    "desk list": ("/balie/mensen/", COORDINATOR),
    "carer's page": ("/mijn/", CARER),
}
EMPTY = "empty view"
SECONDS = 6
ROUNDS = 3
LUA = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %d %d %f %f %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), summary.errors.status))
end
"""


def main() -> None:
    """Measure both sizes and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, help="measure one region and print JSON (internal)")
    size = parser.parse_args().size
    if size:
        print(json.dumps(measure(size)))
        return
    results = {size: _in_own_process(size) for size in SIZES}
    print(table(results))


def _in_own_process(size: int) -> dict[str, dict[str, float]]:
    environment = {
        **os.environ,
        "NAOBER_VAR": str(ROOT / "var" / f"bench-{size}"),
        "NAOBER_DEMO": "1",
        "NAOBER_HTTPS": "0",
        "NAOBER_PROCESS": "web",
        "DJANGO_SETTINGS_MODULE": "naober.config.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, __file__, "--size", str(size)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure(size: int) -> dict[str, dict[str, float]]:
    """Return the figures of each page on a region of `size` carers."""
    with region(size) as url:
        os.environ["DATABASE_URL"] = url
        import django

        django.setup()
        pages = {name: (path or card_path(), cookie(who)) for name, (path, who) in PAGES.items()}
        queries = {name: count_queries(path, value) for name, (path, value) in pages.items()}
        sizes = {}
        with serving("naober.config.settings", 8311), serving("bench.settings_plain", 8312):
            asked = {name: (8311, path, value) for name, (path, value) in pages.items()}
            asked[EMPTY] = (8312, "/", "")
            for name, one in asked.items():
                sizes[name] = check(*one)
            rounds = {name: [] for name in asked}
            for _ in range(ROUNDS):
                for name, one in asked.items():
                    rounds[name].append(load(*one))
    return {
        name: {
            "rps": statistics.median(one["rps"] for one in measured),
            "p50": statistics.median(one["p50"] for one in measured),
            "p95": statistics.median(one["p95"] for one in measured),
            "queries": queries.get(name, 1),
            "bytes": sizes[name],
        }
        for name, measured in rounds.items()
    }


@contextlib.contextmanager
def region(size: int) -> Iterator[str]:
    """Run an embedded server with a demo region of `size` carers, made once."""
    from naober.config import roles
    from naober.config.assets import build, django
    from naober.config.postgres import EmbeddedServer
    from naober.config.preparation import without_login

    folder = Path(os.environ["NAOBER_VAR"])
    folder.mkdir(parents=True, exist_ok=True)
    with EmbeddedServer(folder) as server:
        roles.prepare(server.url, demonstration=True)
        url = without_login(server.url)
        django("migrate", "--noinput", DATABASE_URL=url, NAOBER_PROCESS="owner")
        began = time.monotonic()
        django("demo", "--carers", str(size), DATABASE_URL=url, NAOBER_PROCESS="system")
        print(f"region of {size}: {time.monotonic() - began:.0f} s", file=sys.stderr)
        build()
        yield url


def card_path() -> str:
    """Return the address of a card."""
    from naober.directory.models import Service

    key = Service.objects.order_by("key").values_list("key", flat=True)[0]
    return f"/hulp/{key}/"


def cookie(email: str | None) -> str:
    """Return the cookie of somebody who signed in just now."""
    if email is None:
        return ""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from naober.accounts.models import User
    from naober.accounts.sessions import SessionStore

    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["seen"] = session["started"] = int(time.time())
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def count_queries(path: str, value: str) -> int:
    """Return how many statements a page takes, over both connections."""
    from django.db import connections
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    if value:
        name, key = value.split("=", 1)
        client.cookies[name] = key
    client.get(path)  # the first visit of a process builds the index of the search
    count = 0

    def counting(execute: object, *rest: object) -> object:
        nonlocal count
        count += 1
        return execute(*rest)  # type: ignore[operator]

    with contextlib.ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(counting))
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return count


@contextlib.contextmanager
def serving(settings: str, port: int) -> Iterator[None]:
    """Serve as `bin/run` does: granian with 2 workers of 2 threads."""
    granian = Path(sys.prefix) / "bin" / "granian"
    application = "naober.config.wsgi:application"
    command = [granian, "--interface", "wsgi", "--workers", "2", "--blocking-threads", "2"]
    address = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    child = subprocess.Popen(
        [*command, *address, "--no-access-log", application],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        cwd=ROOT,
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
                break
            time.sleep(0.1)
        yield
    finally:
        child.terminate()
        child.wait(20)


def check(port: int, path: str, value: str) -> int:
    """Make sure that the page is the page, warm both workers, return its size in bytes."""
    for _ in range(12):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", path, headers={"Cookie": value} if value else {})
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, (path, response.status)
        connection.close()
    return len(body)


def load(port: int, path: str, value: str) -> dict[str, float]:
    """Ask a page over 4 connections for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA)
        script.flush()
        command = ["wrk", "-t1", "-c4", f"-d{SECONDS}s", "-s", script.name]
        header = ["-H", f"Cookie: {value}"] if value else []
        url = f"http://127.0.0.1:{port}{path}"
        out = subprocess.run([*command, *header, url], check=True, capture_output=True, text=True)
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) (\d+)", out.stdout)
    assert found, out.stdout
    requests, duration, p50, p95, errors = (float(one) for one in found.groups())
    assert errors == 0, (path, errors)
    return {"rps": requests / duration * 1e6, "p50": p50 / 1000, "p95": p95 / 1000}


def table(results: dict[int, dict[str, dict[str, float]]]) -> str:
    """Return the figures as a table in Markdown."""
    heads = "page carers median~ms p95~ms p95/median requests/s of~the~empty~view queries kB"
    columns = [head.replace("~", " ") for head in heads.split()]
    lines = [f"| {' | '.join(columns)} |", "|---" + "|---:" * (len(columns) - 1) + "|"]
    for size, measured in results.items():
        empty = measured[EMPTY]["rps"]
        for name, one in measured.items():
            lines.append(
                f"| {name} | {size:,} | {one['p50']:.1f} | {one['p95']:.1f}"
                f" | {one['p95'] / one['p50']:.1f} | {one['rps']:.0f} | {one['rps'] / empty:.2f}"
                f" | {one['queries']:.0f} | {one['bytes'] / 1000:.1f} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
