"""The carer, the care that is given, and what may be done with the data."""

import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from naober.audit.services import saw
from naober.carers.enums import (
    Channel,
    Condition,
    ConsentWay,
    Hours,
    Purpose,
    ReachTime,
    Relation,
    Since,
    Wish,
)
from naober.organisations.models import Membership, Organisation


class Carer(models.Model):
    """Somebody who cares, unpaid, for someone close. Never a BSN.

    Loading one is noted, so that a page shows nobody whose reading is not in the log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="carers")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carers",
    )
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=80)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    postcode = models.CharField(max_length=7)
    address = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    reach_time = models.CharField(max_length=10, choices=ReachTime.choices, default=ReachTime.ANY)
    is_young = models.BooleanField(
        default=False, help_text="As said at the door; the year of birth comes before it."
    )
    language = models.CharField(max_length=2, default="nl", help_text="Of mail and letters.")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "organisation"], name="carer_in_org"),
            models.CheckConstraint(
                condition=~models.Q(email="", phone="", address=""), name="carer_can_be_reached"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "last_name", "first_name", "id"]),
            models.Index(fields=["account"]),
        ]

    def __str__(self) -> str:
        return f"carer {self.pk}"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        carer = super().from_db(db, field_names, values)
        saw(carer.pk)
        return carer


class CareSituation(models.Model):
    """For whom the carer cares, since when and how much. The cared-for person has no name here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="situations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    relation = models.CharField(max_length=15, choices=Relation.choices)
    since = models.CharField(max_length=15, choices=Since.choices)
    hours = models.CharField(max_length=10, choices=Hours.choices)
    conditions = ArrayField(
        models.CharField(max_length=15, choices=Condition.choices), default=list
    )
    wishes = ArrayField(models.CharField(max_length=15, choices=Wish.choices), default=list)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "id"]
        indexes = [models.Index(fields=["carer", "-recorded_at"])]

    def __str__(self) -> str:
        return f"care situation {self.pk}"


class Consent(models.Model):
    """One consent for one purpose: how and when it was given, and taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=15, choices=Purpose.choices)
    given_at = models.DateTimeField()
    given_way = models.CharField(max_length=10, choices=ConsentWay.choices)
    recorded_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_way = models.CharField(max_length=10, choices=ConsentWay.choices, blank=True)

    class Meta:
        ordering = ["purpose", "-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["carer", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="one_consent_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_way="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_way="")),
                name="withdrawn_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
