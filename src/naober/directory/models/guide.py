"""The guide: a few questions in plain words that lead to kinds of support."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from naober.directory.enums import Daypart, GuideState, PlaceKind, Together, Within
from naober.directory.models.cards import Category
from naober.shared.care import Relation


class GuideVersion(models.Model):
    """The questions as they were at one time. What was public is not changed any more; the
    database refuses it (migration 0091)."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=GuideState.choices, default=GuideState.DRAFT)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="published"), name="one_public_guide"
            )
        ]

    def __str__(self) -> str:
        return f"guide {self.number}"


class GuideQuestion(models.Model):
    """One question, in words that need no explanation."""

    version = models.ForeignKey(GuideVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=30)
    text_nl = models.CharField(max_length=120)
    text_en = models.CharField(max_length=120)
    help_nl = models.CharField(max_length=200, blank=True)
    help_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="question_once"),
        ]

    def __str__(self) -> str:
        return self.key


class GuideChoice(models.Model):
    """One answer, and what a card must be like for who gives it; empty asks nothing."""

    question = models.ForeignKey(GuideQuestion, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=30)
    label_nl = models.CharField(max_length=100)
    label_en = models.CharField(max_length=100)
    daypart = models.CharField(max_length=20, choices=Daypart.choices, null=True, blank=True)
    place_kind = models.CharField(max_length=10, choices=PlaceKind.choices, null=True, blank=True)
    together = models.CharField(max_length=10, choices=Together.choices, null=True, blank=True)
    within = models.CharField(max_length=5, choices=Within.choices, null=True, blank=True)
    relations = ArrayField(
        models.CharField(max_length=15, choices=Relation.choices),
        default=list,
        blank=True,
        help_text="For whom somebody who says this may care; empty where it does not say.",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="choice_once")]

    def __str__(self) -> str:
        return self.key


class GuideLead(models.Model):
    """How much an answer speaks for a kind of support, or against it, and why."""

    choice = models.ForeignKey(GuideChoice, on_delete=models.CASCADE, related_name="leads")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    weight = models.SmallIntegerField()
    reason_nl = models.CharField(max_length=150, blank=True)
    reason_en = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-weight", "id"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "category"], name="lead_once"),
            models.CheckConstraint(condition=Q(weight__range=(-5, 5)), name="lead_from_5_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.choice_id} {self.category_id}"
