"""How fast the pages are, beside an empty Django view on the same server with one query.

    apt-get install wrk
    .venv/bin/python bench/pages.py [--rounds 5] [--seconds 6]

Makes two demo regions (2,000 and 110,000 carers) in `var/bench-…`, serves both with granian as
`bin/run` does, and lets `wrk` ask each page over 4 connections, in rounds: in every round each page
of each region takes its turn, and so do two empty views, without middleware and behind ours.
Everything shares the same cores, the load as well. Figures are medians of the rounds; on a machine
that others use, a ratio says more than a time. No question of the search comes twice before all of
`bench/data` were asked, and no card.
"""

import argparse
import contextlib
import csv
import gzip
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
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
SIZES = (2_000, 110_000)
CARER = "mantelzorger@example.org"
COORDINATOR = "coordinator.assen@example.org"
POSTCODES = ("9401", "7811", "7941", "9301", "")
WHO = {
    "home": None,
    "search result": None,
    "card": None,
    "desk list": COORDINATOR,
    "carer's page": CARER,
}
EMPTY = {
    "empty view": ("bench.settings_plain", 1),
    "empty view behind our middleware": ("bench.settings_middleware", 2),
}
"""What the pages are compared to: settings, and number of queries (ours sets the actor)."""
PORT = 8311
RESULT = ROOT / "var" / "bench-pages.json"
LUA = """
local paths, at = {%s}, 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency, requests)
  io.write(string.format("RESULT %%d %%d %%f %%f %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), summary.errors.status))
end
"""


class Page(NamedTuple):
    """What is asked of a server: in turn the addresses, with a cookie; and what one page takes."""

    port: int
    paths: list[str]
    cookie: str = ""
    queries: int = 1


def main() -> None:
    """Measure both regions in the same rounds and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plan", action="store_true", help="print what to ask (internal)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=6, help="of each page in a round")
    options = parser.parse_args()
    if options.plan:
        print(json.dumps(plan()))
        return
    with contextlib.ExitStack() as stack:
        pages = {}
        for port, size in enumerate(SIZES, PORT):
            environment = stack.enter_context(region(size))
            stack.enter_context(serving("naober.config.settings", port, environment))
            for name, asked in planned(environment).items():
                pages[name, size] = Page(port, *asked)
        for port, (name, (settings, queries)) in enumerate(EMPTY.items(), PORT + len(SIZES)):
            stack.enter_context(serving(settings, port, environment))
            pages[name, SIZES[-1]] = Page(port, ["/"], queries=queries)
        weights = {key: check(page) for key, page in pages.items()}
        rounds: dict[tuple[str, int], list[dict[str, float]]] = {key: [] for key in pages}
        for _ in range(options.rounds):
            for key, page in pages.items():
                rounds[key].append(load(page, options.seconds))
    result = {
        key: {
            **{what: statistics.median(one[what] for one in measured) for what in measured[0]},
            "queries": pages[key].queries,
            **weights[key],
        }
        for key, measured in rounds.items()
    }
    RESULT.write_text(json.dumps([[*key, one] for key, one in result.items()], indent=1))
    print(table(result))


@contextlib.contextmanager
def region(size: int) -> Iterator[dict[str, str]]:
    """Run an embedded server with a demo region of `size` carers, made once; give its settings."""
    from naober.config import roles
    from naober.config.assets import build, django
    from naober.config.postgres import EmbeddedServer
    from naober.config.preparation import without_login

    folder = ROOT / "var" / f"bench-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {
        "NAOBER_VAR": str(folder),
        "NAOBER_DEMO": "1",
        "NAOBER_HTTPS": "0",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    with EmbeddedServer(folder) as server:
        roles.prepare(server.url, demonstration=True)
        url = without_login(server.url)
        django("migrate", "--noinput", DATABASE_URL=url, NAOBER_PROCESS="owner")
        began = time.monotonic()
        said = django("demo", "--carers", str(size), DATABASE_URL=url, NAOBER_PROCESS="system")
        if "Nothing was changed" not in said:
            print(f"Making {size} carers took {time.monotonic() - began:.0f} s.", flush=True)
        with roles.administrator(server.url) as connection:  # autovacuum would, a minute later
            connection.execute("ANALYZE")
        build()
        yield {**os.environ, "DATABASE_URL": url, "NAOBER_PROCESS": "web"}


def planned(environment: dict[str, str]) -> dict[str, list[Any]]:
    """Return the plan of a region, made in a process with its settings."""
    done = subprocess.run(
        [sys.executable, __file__, "--plan"],
        env={**environment, "DJANGO_SETTINGS_MODULE": "naober.config.settings"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def plan() -> dict[str, list[Any]]:
    """Return for each page its addresses, the cookie of who asks, and its number of queries."""
    import django

    django.setup()
    from naober.directory.models import Service

    keys = Service.objects.order_by("key").values_list("key", flat=True)
    paths = {
        "home": ["/"],
        "search result": list(searches()),
        "card": [f"/hulp/{key}/" for key in keys],
        "desk list": ["/balie/mensen/"],
        "carer's page": ["/mijn/"],
    }
    cookies = {name: cookie(who) for name, who in WHO.items()}
    return {
        name: [paths[name], cookies[name], count_queries(paths[name][0], cookies[name])]
        for name in WHO
    }


def searches() -> Iterator[str]:
    """Return the address of every question of our lists, with and without a postcode."""
    postcodes = cycle(POSTCODES)
    for path in sorted((ROOT / "bench/data").glob("queries-*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                asked = {"q": row["query"], "postcode": next(postcodes)}
                yield f"/hulp/?{urlencode(asked)}"


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
    session["seen"] = session["began"] = int(time.time())
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def count_queries(path: str, value: str) -> int:
    """Return how many statements a page takes, over both connections, BEGIN and COMMIT not."""
    from django.db import connections
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    if value:
        name, key = value.split("=", 1)
        client.cookies[name] = key
    client.get(path)  # the first visit of a process builds the index of the search
    count = 0

    def counting(execute: Any, *rest: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*rest)

    with contextlib.ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(counting))
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return count


@contextlib.contextmanager
def serving(settings: str, port: int, environment: dict[str, str]) -> Iterator[None]:
    """Serve as `bin/run` does."""
    from naober.config.supervisor import wait_for_port, web_command

    wait_for_port(port)
    child = subprocess.Popen(
        web_command(port), env={**environment, "DJANGO_SETTINGS_MODULE": settings}, cwd=ROOT
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


def check(page: Page) -> dict[str, float]:
    """Make sure that it is the page, warm every thread, return kilobytes of a first visit.

    `first` is what travels at most: the page itself, as it is sent, and what it links to, packed.
    """
    for path in (page.paths * 12)[:12]:
        body = fetch(page.port, path, page.cookie)
    links = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', body.decode()))
    packed = sum(len(fetch(page.port, link)) for link in links)
    return {
        "page": len(body) / 1000,
        "gzip": len(gzip.compress(body, 6)) / 1000,
        "first": (len(body) + packed) / 1000,
    }


def fetch(port: int, path: str, value: str = "") -> bytes:
    """Return a page, or a file as it travels."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept-Encoding": "br, gzip"} | ({"Cookie": value} if value else {})
    with contextlib.closing(connection):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
    assert response.status == 200, (path, response.status)
    return body


def load(page: Page, seconds: int) -> dict[str, float]:
    """Ask a page over 4 connections for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % ", ".join(json.dumps(path) for path in page.paths))
        script.flush()
        command = ["wrk", "-t1", "-c4", f"-d{seconds}s", "-s", script.name]
        header = ["-H", f"Cookie: {page.cookie}"] if page.cookie else []
        url = f"http://127.0.0.1:{page.port}"
        out = subprocess.run([*command, *header, url], check=True, capture_output=True, text=True)
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) (\d+)", out.stdout)
    assert found, out.stdout
    requests, duration, p50, p95, errors = (float(one) for one in found.groups())
    assert errors == 0, (page.paths[0], errors)
    return {"rps": requests / duration * 1e6, "p50": p50 / 1000, "p95": p95 / 1000}


def table(result: dict[tuple[str, int], dict[str, float]]) -> str:
    """Return the figures as a table in Markdown."""
    heads = ["page", "carers", "median ms", "p95 ms", "p95/median", "requests/s"]
    heads += [*(f"of the {name}" for name in EMPTY), "queries", "page kB", "first visit kB"]
    lines = [
        f"| {' | '.join(heads)} |",
        "|---" + "|---:" * (len(heads) - 1) + "|",
    ]
    empty = [result[name, SIZES[-1]]["rps"] for name in EMPTY]
    for (name, size), one in sorted(
        result.items(), key=lambda item: [*WHO, *EMPTY].index(item[0][0])
    ):
        ratios = " | ".join(f"{one['rps'] / rps:.2f}" for rps in empty)
        lines.append(
            f"| {name} | {size:,} | {one['p50']:.1f} | {one['p95']:.1f}"
            f" | {one['p95'] / one['p50']:.1f} | {one['rps']:.0f} | {ratios}"
            f" | {one['queries']:.0f} | {one['page']:.1f} | {one['first']:.0f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
