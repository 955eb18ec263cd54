"""The words by which kinds of support are found, and the words that found nothing."""

from django.db import models
from django.db.models import Q

from naober.directory.models.cards import Category


class EverydayWord(models.Model):
    """An expression that people use for a kind of support; editors keep this table."""

    expression = models.CharField(max_length=120)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="words")
    weight = models.PositiveSmallIntegerField(help_text="From 1, a hint, to 3, which decides.")
    language = models.CharField(max_length=5, help_text="nl or en.")
    changed_at = models.DateTimeField(db_index=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Kept, so that loading our list does not bring it back."
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["expression", "category", "language"], name="expression_once"
            ),
            models.CheckConstraint(condition=Q(weight__range=(1, 3)), name="weight_from_1_to_3"),
        ]

    def __str__(self) -> str:
        return self.expression


class OfficialName(models.Model):
    """What the government calls it: a name of the uniform product names list (UPL)."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="official_names")
    name = models.CharField(max_length=120)
    uri = models.URLField(max_length=200)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["category", "uri"], name="official_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class UnansweredSearch(models.Model):
    """Words that found nothing, or nothing that fits, so that an editor can add an expression.

    Privacy: people type their own story. Kept are at most 60 characters, without digits and mail
    addresses, of a search alone: no time, no place, nothing of who asked. Only editors read it.
    """

    words = models.CharField(max_length=60, unique=True, help_text="Lower case, single spaces.")
    number = models.PositiveIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        ordering = ["-number", "words"]
        verbose_name_plural = "unanswered searches"
        constraints = [
            models.CheckConstraint(condition=~Q(words__regex=r"[0-9@]"), name="words_only")
        ]

    def __str__(self) -> str:
        return f"unanswered search {self.pk}"
