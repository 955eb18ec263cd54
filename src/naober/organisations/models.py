"""Municipalities, organisations and who works in them."""

import uuid

from django.conf import settings
from django.db import models

from naober.organisations.enums import MembershipStatus, OrganisationKind, Role


class Municipality(models.Model):
    """A municipality of the region, by its CBS code (GM0106)."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60)
    slug = models.SlugField(unique=True)
    inhabitants = models.PositiveIntegerField(help_text="On 1 January 2021, CBS.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """A four-digit postcode area: its place, a point inside, and its municipality if ours."""

    pc4 = models.CharField(max_length=4, primary_key=True)
    place = models.CharField(max_length=60)
    municipality = models.ForeignKey(
        Municipality, null=True, on_delete=models.PROTECT, related_name="postcodes"
    )
    latitude = models.FloatField()
    longitude = models.FloatField()
    inhabitants = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pc4} {self.place}"


class Organisation(models.Model):
    """Somebody who helps: a support point, a municipality, a care farm."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )
    postcode = models.ForeignKey(Postcode, null=True, blank=True, on_delete=models.PROTECT)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    opening_hours_nl = models.CharField(max_length=200, blank=True)
    opening_hours_en = models.CharField(max_length=200, blank=True)
    description_nl = models.CharField(max_length=1000, blank=True)
    description_en = models.CharField(max_length=1000, blank=True)
    website = models.URLField(max_length=300, blank=True)
    call_within_days = models.PositiveSmallIntegerField(
        default=10, help_text="Within how many days a new carer is called."
    )
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(kind="support_point", ended_on=None),
                name="one_support_point_per_municipality",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody's place in an organisation: one role, with a status."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=Role.choices)
    status = models.CharField(
        max_length=10, choices=MembershipStatus.choices, default=MembershipStatus.INVITED
    )
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    caseload_ceiling = models.PositiveSmallIntegerField(
        default=45, help_text="How many carers this consultant may have at once."
    )
    invited_at = models.DateTimeField()
    status_since = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=~models.Q(status="ended"),
                name="one_membership_per_role",
            ),
            models.UniqueConstraint(fields=["id", "organisation"], name="membership_in_org"),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class SecondStepReset(models.Model):
    """Somebody lost their second step: one colleague asks to take it off, another must agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(agreed_by=models.F("asked_by")), name="two_people_agree"
            )
        ]

    def __str__(self) -> str:
        return f"reset of a second step {self.pk}"
