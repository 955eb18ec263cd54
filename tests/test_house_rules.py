"""Rules of the house that no library checks, each with a sample that breaks it and one that fits.

Security test T7c. A rule is a pattern that may not stand in the files it is about; where it may,
the place is named with its reason.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from naober.sites.access import access_of
from tests.addresses import LIBRARY

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "naober"


@dataclass(frozen=True)
class Rule:
    """What may not stand where; `unless` are the places that may, by the start of their path."""

    name: str
    pattern: str
    red: str
    green: str
    ending: str = ".py"
    within: str = ""
    unless: tuple[str, ...] = field(default=())

    def broken_by(self, text: str) -> bool:
        return re.search(self.pattern, text, re.MULTILINE) is not None


RULES = (
    Rule(
        "sites ask queries, never the tables",
        r"\.objects\b",
        red="case = Case.objects.get(pk=case_id)",
        green="case = cases_visible_to(actor).filter(pk=case_id).first()",
        within="sites/",
        unless=("sites/sign_in.py", "sites/entrance.py"),  # the rows of a session are the session
    ),
    Rule(
        "every form is guarded against forgery",
        r"csrf_exempt",
        red="@csrf_exempt",
        green="@require_POST",
    ),
    Rule(
        "nothing is declared safe in code",
        r"\bmark_safe\b|\bSafeString\(",
        red="return mark_safe(note)",
        green="return format_html('<b>{}</b>', note)",
        unless=("shared/charts.py", "shared/templatetags/"),
    ),
    Rule(
        "nothing is declared safe in a template",
        r"\|\s*safe\b|autoescape\s+off",
        red="{{ note|safe }}",
        green="{{ note|linebreaks }}",
        ending=".html",
    ),
    Rule(
        "a form names its fields",
        r"__all__[\"']|exclude\s*=\s*\[",
        red='fields = "__all__"',
        green='fields = ["first_name"]',
    ),
    Rule(
        "SQL is written in the house of the database only",
        r"\.raw\(|\.extra\(|RawSQL\(|cursor\.execute\(|\bexecute\(\s*f[\"']",
        red='cursor.execute(f"SELECT {name}")',
        green="Case.objects.filter(name=name)",
        unless=(
            "shared/database.py",
            "config/roles.py",
            "config/checks.py",
            "accounts/tasks.py",  # the cache has no model
            "directory/counting.py",  # one more in one statement, which the ORM cannot say
            "directory/search.py",  # says whether any card changed, and which
            "audit/services.py",  # a line for each person read, in one statement
            "demo/",
        ),
    ),
    Rule(
        "a file of a carer is loaded as a whole, so that its reading is noted",
        r"\.values\(|\.values_list\(|\.only\(|\.defer\(\"",
        red='cases.values_list("carer__last_name")',
        green="cases.select_related('carer')",
        unless=(
            *("directory/", "organisations/", "accounts/", "demo/", "pure/", "config/"),
            "screening/queries.py",  # leaves out the answers of a check, never a carer
        ),
    ),
    Rule(
        "the actor is set for a transaction, never for a session",
        r"set_config\([^)]*,\s*false\)|SET\s+(SESSION\s+)?naober\.",
        red="SELECT set_config('naober.actor', '1', false)",
        green="SELECT set_config('naober.actor', '1', true)",
    ),
    Rule(
        "nothing happens behind one's back",
        r"@receiver\b|(?<![.\w])(post|pre)_(save|delete|init)\b",
        red="@receiver(post_save)",
        green="record(by=by, kind='carer.registered', at=at)",
        unless=("config/apps.py",),
    ),
    Rule(
        "a redirect goes where we say",
        r"redirect\(\s*request\.(GET|POST|META|path|build|get_full)",
        red='return redirect(request.GET["next"])',
        green='return redirect("desk:today")',
    ),
    Rule(
        "nothing is run that was read",
        r"\beval\(|\bexec\(|pickle\.load|shell\s*=\s*True|yaml\.load\(",
        red="eval(text)",
        green="json.loads(text)",
    ),
    Rule(
        "there is no BSN",
        r"\b(bsn|burgerservicenummer)\s*[=:]|name=[\"']bsn",
        red="bsn = models.CharField()",
        green="postcode = models.CharField()",
    ),
    Rule(
        "an address holds no number that can be counted on",
        r"<int:(?!number>)",
        red='path("mensen/<int:pk>/", file)',
        green='path("mensen/<uuid:case_id>/", file)',
        unless=("sites/account_urls.py",),  # the library names a passkey so, for its owner only
    ),
    Rule(
        "no script and no style stands in a page",
        r"<script(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))|<style\b|\sstyle=|\son[a-z]+=\"",
        red="<p style='color: red'>",
        green='<p class="naober-notice">',
        ending=".html",
    ),
    Rule(
        "a page asks nothing of another server",
        r"(src|href|action)=[\"']https?://",
        red='<img src="https://elsewhere.example/p.png">',
        green="<img src=\"{% static 'house.svg' %}\">",
        ending=".html",
    ),
    Rule(
        "a form in a page is guarded",
        r"<form[^>]*method=\"post\"(?:(?!csrf_token)[\s\S])*?</form>",
        red='<form method="post"><button></button></form>',
        green='<form method="post">{% csrf_token %}<button></button></form>',
        ending=".html",
    ),
)


def files(rule: Rule) -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob(f"*{rule.ending}")):
        name = str(path.relative_to(SOURCE))
        if "migrations" in path.parts or not name.startswith(rule.within):
            continue
        if not name.startswith(rule.unless or ("\0",)):
            yield name, path.read_text()


named: Callable[[Rule], str] = lambda rule: rule.name  # noqa: E731 - a name for pytest


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_rule_is_kept(rule: Rule) -> None:
    assert [name for name, text in files(rule) if rule.broken_by(text)] == []


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_rule_knows_red_from_green(rule: Rule) -> None:
    assert rule.broken_by(rule.red)
    assert not rule.broken_by(rule.green)


def views(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern


def test_every_view_says_who_may_open_it() -> None:
    silent = [
        str(pattern.pattern)
        for pattern in views(get_resolver())
        if access_of(pattern.callback) is None
        and not str(pattern.name or "").startswith((*LIBRARY, "set_language"))
    ]
    assert silent == []
