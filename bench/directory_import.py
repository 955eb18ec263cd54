"""How long an import of Open Referral takes, clean and dirty, beside what reading alone takes.

    .venv/bin/python bench/directory_import.py [--services 4000]

Makes pages of HSDS 3.0 and tables of HSDS 1.1 with made-up services in `var/bench-import`, clean
and with one record in five spoilt, and brings each into an empty database of its own: as a dry run,
for real, and again; then it exports what is there. The aim is 60 seconds for 4,000, each way.
Reading is the same file through `json.loads` or `csv.reader` and nothing else. Time is by the clock
and of the processor, with the start of the command and of the embedded database in it. Peak memory
is of the process that imports.
"""

import argparse
import csv
import io
import json
import os
import random
import re
import resource
import shutil
import subprocess
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench-import"
Record = dict[str, Any]
SPOILS: tuple[Callable[[Record], object], ...] = (
    lambda one: one.update(id=""),
    lambda one: one.update(name=None),
    lambda one: one.update(email=False, minimum_age="old", url="nowhere"),
    lambda one: one.update(description="<div><p>Hulp</p><script>x()</script>\x00\U0001f49a" * 50),
    lambda one: one.update(organization=None, organization_id="dangling"),
    lambda one: one["schedules"][0].update(opens_at="25:00", closes_at="9:00Z"),
    lambda one: one["schedules"][0].update(opens_at="22:00", closes_at="06:00"),
    lambda one: one.update(id="the same"),
    lambda one: one.update(service_at_locations=[{"id": "x", "location_id": "dangling"}]),
    lambda one: one.update(phones="call us", schedules={"a": [[[[1]]]]}),
)


def services(number: int, *, dirty: bool) -> list[Record]:
    """Make services at places of organisations; of a dirty lot every fifth is spoilt in turn."""
    chance = random.Random(1)

    def key() -> str:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))

    who = [
        {
            "id": key(),
            "name": f"Organisatie {n}",
            "description": "Wij helpen.",
            "url": "example.org",
        }
        for n in range(number // 10)
    ]
    where = [
        {
            "id": key(), "location_type": "physical", "name": f"Gebouw {n}",
            "latitude": 52.9, "longitude": 6.5,
            "addresses": [{"address_1": f"Straat {n}", "city": "Assen", "postal_code": "9401 AB",
                           "country": "NL"}],
        }
        for n in range(number // 2)
    ]  # fmt: skip
    if dirty:
        for place in where[::5]:
            place["latitude"], place["longitude"] = place["longitude"], place["latitude"]
    found = [
        {
            "id": key(), "name": f"Steun {n}", "status": "active", "minimum_age": 18,
            "description": f"Hulp nummer {n} voor mantelzorgers. " * 12, "fees": "Gratis",
            "url": "https://example.org/steun", "email": "steun@example.org",
            "organization": chance.choice(who), "phones": [{"number": "0592 000 000"}],
            "schedules": [{"byday": "MO,TU,WE", "opens_at": "9:00", "closes_at": "17:00"}],
            "service_at_locations": [{"id": key(), "location": chance.choice(where)}],
        }
        for n in range(number)
    ]  # fmt: skip
    if dirty:
        for turn, one in enumerate(found[::5]):
            SPOILS[turn % len(SPOILS)](one)
    return found


def write_pages(folder: Path, found: list[Record]) -> None:
    for number, begin in enumerate(range(0, len(found), 500), start=1):
        page = {"page_number": number, "contents": found[begin : begin + 500]}
        (folder / f"services-{number:03}.json").write_text(json.dumps(page))


def write_tables(folder: Path, found: list[Record]) -> None:
    """Write the same as tables of 1.1; what is no table there is left out."""
    rows: dict[str, list[Record]] = defaultdict(list)
    who: dict[str, Record] = {}
    where: dict[str, Record] = {}
    for one in found:
        mine = one.get("organization") or {"id": one.get("organization_id")}
        if "name" in mine:
            who[mine["id"]] = mine
        add_service(rows, one, mine["id"])
        for link in one["service_at_locations"]:
            place = link.get("location") or {"id": link["location_id"]}
            if "name" in place:
                where[place["id"]] = {**place, "organization_id": mine["id"]}
            at = {"id": link["id"], "service_id": one["id"], "location_id": place["id"]}
            rows["services_at_location"].append(at)
    rows["organizations"] = list(who.values())
    for place in where.values():
        (address,) = place.pop("addresses")
        rows["locations"].append(place)
        rows["physical_addresses"].append({"location_id": place["id"], **address})
    for table, lines in rows.items():
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)


def add_service(rows: dict[str, list[Record]], one: Record, who: str) -> None:
    names = ("id", "name", "description", "url", "email", "fees")
    rows["services"].append({"organization_id": who} | {name: one.get(name) for name in names})
    for day in one["schedules"] if isinstance(one["schedules"], list) else ():
        times = {name: day[name] for name in ("opens_at", "closes_at")}
        rows["regular_schedules"].append({"service_id": one["id"], "weekday": "Monday", **times})
    if isinstance(one["phones"], list):
        rows["phones"].append({"service_id": one["id"], "number": "0592 000 000"})


def only_read(folder: Path) -> float:
    """Return how many seconds the bare reading of the files takes."""
    begin = time.perf_counter()
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            json.loads(text)
        else:
            list(csv.reader(io.StringIO(text.replace("\0", ""))))
    return time.perf_counter() - begin


@dataclass(frozen=True)
class Run:
    """What a command took, in seconds, and what became of the services."""

    clock: float
    processor: float
    became: str


def run(folder: Path, *words: str) -> Run:
    """Run a command of Naober with the database of a folder."""
    environment = os.environ | {"NAOBER_VAR": str(FOLDER / f"var-{folder.name}")}
    begin, spent = time.perf_counter(), processor()
    done = subprocess.run(
        [str(ROOT / "bin" / "naober"), *words], env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    found = re.search(r"^services: (.*)$", done.stdout, re.MULTILINE)
    return Run(time.perf_counter() - begin, processor() - spent, found[1] if found else "")


def processor() -> float:
    """Seconds of processor time of all commands that ended, and of what they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--services", type=int, default=4000)
    number = parser.parse_args().services
    shutil.rmtree(FOLDER, ignore_errors=True)
    for kind, write in (("pages", write_pages), ("tables", write_tables)):
        for lot in ("clean", "dirty"):
            folder = FOLDER / f"{kind}-{lot}"
            folder.mkdir(parents=True)
            write(folder, services(number, dirty=lot == "dirty"))
            run(folder, "region")
            print(f"\n{kind}, {lot}: only read {only_read(folder):.1f} s")
            out = FOLDER / f"out-{folder.name}"
            for name, words in (
                ("dry run", ["import", str(folder), "--dry-run"]),
                ("import", ["import", str(folder)]),
                ("again", ["import", str(folder)]),
                ("export", ["export", "--format", "hsds3", "--out", str(out)]),
            ):
                one = run(folder, "directory", *words)
                print(f"  {name:<8} {one.clock:5.1f} s, processor {one.processor:5.1f} s"
                      f"  {one.became}", flush=True)  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"\nmost memory of one import: {peak} MB")


if __name__ == "__main__":
    main()
