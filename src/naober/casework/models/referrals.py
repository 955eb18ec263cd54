"""The closed referral: somebody is brought to a service, and everybody knows how it goes."""

import uuid
from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Q

from naober.audit.services import saw
from naober.carers.enums import ConsentWay
from naober.carers.models import Carer
from naober.casework.enums import ReferralRefusal, ReferralState
from naober.directory.models import Service
from naober.organisations.models import Membership, Organisation


class Referral(models.Model):
    """A question to the organisation behind a card, by a professional or by the carer.

    `organisation` receives it. Without a sender the carer asked it, with or without a file here.
    The keys are hashes: only who has the link and the code that belongs to it gets in. Loading one
    notes that the carer was read, or this question where there is no file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="referrals_received"
    )
    sender_organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="referrals_sent",
    )
    sender = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sender_name = models.CharField(max_length=80, blank=True)
    sender_phone = models.CharField(max_length=20, blank=True)
    sender_email = models.EmailField(
        blank=True, help_text="For word that there is news; not shown."
    )
    carer = models.ForeignKey(
        Carer, null=True, blank=True, on_delete=models.CASCADE, related_name="referrals"
    )
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    postcode4 = models.CharField(max_length=4, blank=True)
    need = models.TextField(max_length=1000)
    consent_at = models.DateTimeField()
    consent_way = models.CharField(max_length=10, choices=ConsentWay.choices)
    sent_at = models.DateTimeField()
    answer_by = models.DateField()
    state = models.CharField(
        max_length=10, choices=ReferralState.choices, default=ReferralState.SENT
    )
    refusal_reason = models.CharField(max_length=15, choices=ReferralRefusal.choices, blank=True)
    answer_note = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    taken_off_at = models.DateTimeField(
        null=True, blank=True, help_text="When the sender took what came back off the list."
    )
    receiver_key_hash = models.CharField(max_length=64, blank=True)
    receiver_key_sealed = models.TextField(
        blank=True, help_text="The key for the link in reminders, locked; gone after the answer."
    )
    status_key_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["answer_by", "id"]
        indexes = [
            models.Index(fields=["organisation", "state", "answer_by"]),
            models.Index(fields=["sender_organisation", "state", "answer_by"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="", email=""), name="referred_can_be_reached"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal_reason=""), name="refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"]) | Q(answered_at__isnull=False),
                name="answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(sender=None) | Q(sender_organisation__isnull=False),
                name="sender_works_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"

    @property
    def subject(self) -> uuid.UUID:
        """Return whom the log is about: the carer, or this question where there is no file."""
        return self.carer_id or self.pk

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        referral = super().from_db(db, field_names, values)
        if "name" in field_names:
            saw(referral.subject)
        return referral


class ReferralEvent(models.Model):
    """A step of a referral, for its status page. `organisation` did it; nobody did an expiry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} of referral {self.referral_id}"
