"""The command line: `bin/naober COMMAND`. Each command runs with its own login of the database."""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from naober.config.exceptions import StartError, sentence_for


@dataclass(frozen=True)
class Command:
    """One line of --help: what the command does, as which process, and how it is done.

    `operates` is what an operator means for a real site: without its settings it says that it is
    about the demonstration.
    """

    line: str
    process: str = "system"
    database: bool = True
    operates: bool = False
    own: Callable[[Sequence[str]], None] | None = None


NO_SETTINGS: Final = (
    "There are no settings, so this is for the demonstration."
    " For a real site: docs/how-to/install.md.\n"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 2, with one sentence, where it cannot be done."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(help_text())
        return 0
    is_demonstration = _configure()
    command = COMMANDS.get(words[0])
    if command and command.operates and is_demonstration:
        sys.stderr.write(NO_SETTINGS)
    try:
        return _run(words[0], words[1:])
    except StartError as problem:
        return _say(str(problem))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # `bin/naober … | head`
        return 0
    except OSError as problem:
        return _say(sentence_for(problem))
    except KeyboardInterrupt:
        return 130


def help_text() -> str:
    """Return the list of commands, one line each."""
    lines = (f"  {name:<13} {command.line}" for name, command in COMMANDS.items())
    usage = "bin/naober COMMAND [--help]"
    return "\n".join(
        [usage, "", *lines, "", "Variables and their meaning: docs/reference/settings.md.", ""]
    )


def _run(name: str, words: Sequence[str]) -> int:
    command = COMMANDS.get(name)
    if command is None:
        raise StartError(f"There is no command {name!r}: bin/naober --help lists them.")
    os.environ["NAOBER_PROCESS"] = command.process
    if command.own:
        command.own(words)
        return 0
    wants_help = bool({"-h", "--help"} & set(words))
    with contextlib.ExitStack() as stack:
        if command.database and not wants_help:
            _open_database(stack)
        return _call(name, words)


def _open_database(stack: contextlib.ExitStack) -> None:
    """Make sure that a prepared database answers while the command runs."""
    from naober.config.environment import read
    from naober.config.postgres import database
    from naober.config.preparation import prepare_if_needed, without_login

    is_ours = not read("DATABASE_URL")  # an operator's server is only prepared when asked
    url = stack.enter_context(database())
    if is_ours:
        with contextlib.redirect_stdout(sys.stderr):  # stdout is for what the command answers
            prepare_if_needed(url)
    os.environ["DATABASE_URL"] = without_login(url)


def _call(name: str, words: Sequence[str]) -> int:
    """Run a Django command; its CommandError becomes a sentence and exit code 2."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, get_commands, load_command_class
    from django.db import OperationalError

    try:
        django.setup()
        command = load_command_class(str(get_commands()[name]), name)
        parser = command.create_parser("bin/naober", name)
        options = vars(parser.parse_args(list(words)))
        command.execute(*options.pop("args", ()), **options)
    except (CommandError, ImproperlyConfigured) as problem:
        return _say(str(problem))
    except OperationalError as problem:
        return _say(f"The database does not answer: {' '.join(str(problem).split())}")
    return 0


def _configure() -> bool:
    """Return whether nothing says that this is more than a demonstration on one's own machine."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naober.config.settings")
    if any(os.environ.get(name) for name in ("DATABASE_URL", "NAOBER_SECRET_KEY")):
        return False
    os.environ.setdefault("NAOBER_DEMO", "1")
    os.environ.setdefault("NAOBER_HTTPS", "0")
    return True


def _say(sentence: str) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"{sentence}\n")
    return 2


def _run_site(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser("bin/run", description=COMMANDS["run"].line)
    parser.add_argument("--port", type=int, default=8000, help="on 127.0.0.1 (default: 8000)")
    reset = "throw away the demonstration and make it anew"
    parser.add_argument("--reset", action="store_true", help=reset)
    options = parser.parse_args(words)
    from naober.config.supervisor import run

    run(options.port, reset=options.reset)


def _prepare(words: Sequence[str]) -> None:
    argparse.ArgumentParser("bin/naober prepare", description=COMMANDS["prepare"].line).parse_args(
        words
    )
    from naober.config import assets
    from naober.config.postgres import database
    from naober.config.preparation import prepare

    with database() as url:
        prepare(url)
    assets.build()


COMMANDS: Final = {
    "run": Command("Start the site: database, web server and worker", "web", own=_run_site),
    "worker": Command("Run the jobs; more workers on more machines is fine", "worker"),
    "prepare": Command(
        "Make or mend logins, database, tables and files", "owner", operates=True, own=_prepare
    ),
    "region": Command("Load municipalities, postcodes and kinds of support", operates=True),
    "organisation": Command("Make a support point or another organisation", operates=True),
    "migrate": Command("Bring the tables up to date", "owner"),
    "demo": Command("Make the made-up region of the demonstration"),
    "directory": Command("Export the social map to, or import from, Open Referral"),
    "search": Command("Search the social map"),
    "pack": Command("Make an information pack of a municipality, as a PDF"),
    "score": Command("Score a filled-in questionnaire", database=False),
    "invite": Command("Invite somebody to an organisation", operates=True),
    "keys": Command("Lock second steps anew after a new NAOBER_SECRET_KEY", operates=True),
    "translations": Command("Check the translations, or add what is missing", database=False),
    "check": Command("Say what is wrong with the settings", "web", database=False, operates=True),
}

if __name__ == "__main__":
    sys.exit(main())
