"""How cards are kept right: versions, what readers report, reminders, imports, counts."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from naober.directory.enums import (
    CountKind,
    ImportState,
    Interval,
    ReminderStep,
    ReportReason,
    VersionState,
)
from naober.directory.models.cards import Service
from naober.organisations.models import Membership, Municipality, Organisation


class CardVersion(models.Model):
    """A card as somebody wrote it. The `Service` stays as it is until this is approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="The whole card; read and written, never queried inside.")
    state = models.CharField(
        max_length=10, choices=VersionState.choices, default=VersionState.DRAFT
    )
    made_by = models.ForeignKey(
        Membership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Nobody for an import on the command line.",
    )
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was refused.")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                | Q(state="approved", made_by=None, decided_at__isnull=False),
                name="decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["state", "made_at"])]

    def __str__(self) -> str:
        return f"version {self.number} of {self.service_id}"


class CardReport(models.Model):
    """A reader says that a card is not right. Nothing is kept of who said it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=15, choices=ReportReason.choices)
    note = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-reported_at", "id"]
        indexes = [models.Index(fields=["organisation", "handled_at"])]

    def __str__(self) -> str:
        return f"report {self.pk}"


class CardCount(models.Model):
    """How often a card was shown, opened or followed on a day. No person is in it."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=CountKind.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["service", "day", "kind"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.day} {self.kind}"


class Reminder(models.Model):
    """A reminder that went out.

    `confirmed_on` is the confirmation that had grown old, empty where there never was one.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=10, choices=ReminderStep.choices)
    sent_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sent_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "confirmed_on", "step"],
                name="reminded_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.step}"


def weeks_of_reminding() -> list[int]:
    """Return after how many weeks the owner of a card is reminded where no rule says otherwise."""
    return [0, 2, 4, 6]


class FreshnessRule(models.Model):
    """How often cards are confirmed, from a day on. Without a municipality: in the region."""

    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    interval_months = models.PositiveSmallIntegerField(choices=Interval.choices)
    reminder_weeks = ArrayField(models.PositiveSmallIntegerField(), default=weeks_of_reminding)
    overdue_after_weeks = models.PositiveSmallIntegerField(
        default=6, help_text="After the interval. Then the card sinks and says so."
    )
    valid_from = models.DateField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "valid_from"],
                name="one_freshness_rule_a_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"freshness of {self.municipality_id or 'the region'} from {self.valid_from}"


class SourceRecord(models.Model):
    """Which of our rows came from which record of an import, and how both were then."""

    source = models.SlugField(max_length=60)
    kind = models.CharField(max_length=40, help_text="As in the source: service, location, …")
    source_id = models.CharField(max_length=250)
    target_id = models.UUIDField(db_index=True)
    seen_hash = models.CharField(max_length=64, help_text="Of the record as it came in.")
    kept_hash = models.CharField(max_length=64, help_text="Of our row as it was written.")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["source", "kind", "source_id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "source_id"], name="imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.source_id}"


class ImportRun(models.Model):
    """A file that an editor brought: first looked at, then imported, by the same importer.

    The file is removed as soon as it is not needed any more; the report stays a while.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.SlugField(max_length=60)
    file_name = models.CharField(max_length=100)
    file = models.BinaryField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.CHECKING
    )
    progress = models.CharField(max_length=200, blank=True)
    report = models.JSONField(
        default=dict, blank=True, help_text="Numbers and lines; read and written as a whole."
    )
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "checked", "importing"]) | Q(file=None),
                name="file_removed_afterwards",
            )
        ]

    def __str__(self) -> str:
        return f"import run {self.pk}"


class ComparedCards(models.Model):
    """Two cards that an editor compared: different ones, or merged, `kept` in the place of both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kept_version = models.PositiveIntegerField(null=True, blank=True)
    gone_version = models.PositiveIntegerField(null=True, blank=True)
    moved_reports = ArrayField(models.UUIDField(), default=list, blank=True)
    moved_records = ArrayField(models.BigIntegerField(), default=list, blank=True)
    moved_cards = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="That led to the one that went."
    )
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "id"]
        verbose_name_plural = "compared cards"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="compared_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="compared_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
