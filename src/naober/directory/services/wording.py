"""Keeping the everyday words by which kinds of support are found. Only editors do."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory import rules
from naober.directory.models import EverydayWord, UnansweredSearch
from naober.shared.actors import Actor
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused


@transaction.atomic
def add_word(
    *, by: Actor, expression: str, category: str, weight: int, language: str, at: datetime
) -> EverydayWord:
    """Add an expression for a kind of support; one that was taken away comes back.

    A search of the same words leaves the list of what found nothing. `category` is the code of
    the kind, `weight` is from 1 to 3, `language` is nl or en.
    Raises PermissionDenied if `by` keeps no words, Refused for what is there or cannot be.
    """
    _only_editors(by)
    said = " ".join(expression.split())
    if reason := rules.refusal_of_word(said):
        raise Refused(reason)
    word = EverydayWord.objects.filter(
        expression__iexact=said, category_id=category, language=language
    ).first()
    if word is not None and word.removed_at is None:
        raise Refused(_("This word is there already for this kind of support."))
    if word is None:
        word = EverydayWord(expression=said, category_id=category, language=language)
    word.weight, word.removed_at, word.changed_at = weight, None, at
    word.save()
    UnansweredSearch.objects.filter(words=said.lower()).delete()
    record(by=by, action=Action.CREATE, kind="word.added", at=at)
    return word


@transaction.atomic
def change_weight(
    *, by: Actor, word: EverydayWord, weight: int, seen: str, at: datetime
) -> EverydayWord:
    """Say how much a word speaks for its kind, from 1 to 3.

    `seen` is the mark of the word as the editor saw it. Raises PermissionDenied if `by` keeps no
    words, Refused if somebody else was first.
    """
    word = _as_seen(by, word, seen)
    word.weight = weight
    return _saved(word, by=by, kind="word.weighed", at=at)


@transaction.atomic
def take_word_away(*, by: Actor, word: EverydayWord, seen: str, at: datetime) -> EverydayWord:
    """Stop finding a kind by a word; the row stays, and can come back. Raises as above."""
    word = _as_seen(by, word, seen)
    word.removed_at = word.removed_at or at
    return _saved(word, by=by, kind="word.taken_away", at=at)


@transaction.atomic
def bring_word_back(*, by: Actor, word: EverydayWord, seen: str, at: datetime) -> EverydayWord:
    """Find a kind by a word again that was taken away. Raises as above."""
    word = _as_seen(by, word, seen)
    word.removed_at = None
    return _saved(word, by=by, kind="word.brought_back", at=at)


@transaction.atomic
def leave_search(*, by: Actor, search: UnansweredSearch, at: datetime) -> None:
    """Take a search off the list of what found nothing; searched again it comes back.

    Raises PermissionDenied if `by` keeps no words.
    """
    _only_editors(by)
    if UnansweredSearch.objects.filter(pk=search.pk).delete()[0]:
        record(by=by, action=Action.DELETE, kind="search.left", at=at)


def _only_editors(by: Actor) -> None:
    if not rules.may_edit_the_map(by):
        raise PermissionDenied
    one_at_a_time("words")


def _as_seen(by: Actor, word: EverydayWord, seen: str) -> EverydayWord:
    _only_editors(by)
    word = EverydayWord.objects.get(pk=word.pk)
    if rules.mark_of_word(word) != seen:
        raise Refused(_("Somebody else changed this word just now. Look at it again."))
    return word


def _saved(word: EverydayWord, *, by: Actor, kind: str, at: datetime) -> EverydayWord:
    word.changed_at = at
    word.save(update_fields=["weight", "removed_at", "changed_at"])
    record(by=by, action=Action.CHANGE, kind=kind, at=at)
    return word
