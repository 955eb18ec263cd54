"""The case: a registration that gets a fixed contact person and is looked after."""

import uuid

from django.db import models
from django.db.models import F, Q

from naober.carers.models import Carer
from naober.casework.enums import CaseStatus, ContactWay, EndReason, Origin
from naober.organisations.models import Membership, Organisation


class Case(models.Model):
    """One carer at one support point. `due_on` is the day by which somebody must act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    carer = models.OneToOneField(Carer, on_delete=models.CASCADE, related_name="case")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    status = models.CharField(max_length=10, choices=CaseStatus.choices, default=CaseStatus.NEW)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    contact_person = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    registered_at = models.DateTimeField()
    call_by = models.DateField(help_text="By when the carer is called for the first time.")
    first_contact_at = models.DateTimeField(null=True, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=EndReason.choices, blank=True)
    ended_note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "status", "due_on", "id"]),
            # Everybody of a support point by urgency: the first page needs no sorting.
            models.Index(fields=["organisation", "due_on", "id"]),
            models.Index(fields=["contact_person", "status", "due_on", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["assigned", "active"]) | Q(contact_person__isnull=False),
                name="taken_up_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(first_contact_at=None) | Q(first_contact_at__gte=F("registered_at")),
                name="contact_after_registration",
            ),
            models.CheckConstraint(
                condition=Q(status="ended") | Q(ended_at=None, ended_because="", ended_note=""),
                name="only_an_ended_case_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Contact(models.Model):
    """A moment of contact; the carer sees what was written down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="contacts")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=15, choices=ContactWay.choices)
    on = models.DateField()
    note = models.TextField(max_length=2000, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-recorded_at"]
        indexes = [models.Index(fields=["case", "-on"])]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class EarlierNote(models.Model):
    """What a contact said before somebody corrected it: kept as it was, with who and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="earlier_notes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="+")
    note = models.TextField(max_length=2000, blank=True)
    corrected_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ["-corrected_at", "id"]
        indexes = [models.Index(fields=["contact", "-corrected_at"])]

    def __str__(self) -> str:
        return f"earlier note {self.pk}"
