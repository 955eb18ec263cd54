"""Reading the everyday words, and the searches that found nothing.

For this app; others ask `naober.directory.queries`.
"""

from django.db.models import QuerySet

from naober.directory.models import EverydayWord, UnansweredSearch


def unanswered_searches() -> QuerySet[UnansweredSearch]:
    """Return the searches that found nothing, the most asked first; only editors see any."""
    return UnansweredSearch.objects.order_by("-number", "words")


def everyday_words(*, part: str = "", kind: str = "") -> QuerySet[EverydayWord]:
    """Return the words by kind, with `part` in them, of one kind; also those taken away."""
    words = EverydayWord.objects.select_related("category")
    if part:
        words = words.filter(expression__icontains=part)
    if kind:
        words = words.filter(category_id=kind)
    return words.order_by("category_id", "expression", "id")
