"""What support there is, from whom, for whom, where and when, and who pays."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from naober.directory.enums import (
    Daypart,
    Interval,
    Payer,
    Pillar,
    PlaceKind,
    Room,
    Scope,
    Together,
)
from naober.organisations.models import Municipality, Organisation, Postcode
from naober.shared.care import Condition, Relation


class Category(models.Model):
    """A kind of support, by its code (respite.stay)."""

    code = models.CharField(max_length=40, primary_key=True)
    basic_function = models.CharField(max_length=40)
    pillar = models.CharField(max_length=15, choices=Pillar.choices)
    label_nl = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    what_it_is_nl = models.CharField(max_length=200)
    what_it_is_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.code


class Location(models.Model):
    """A place where somebody can go. Without a point of its own, that of its postcode counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="locations"
    )
    name = models.CharField(max_length=150)
    address = models.CharField(max_length=150, blank=True)
    postcode = models.CharField(max_length=10, blank=True, help_text="As it was written.")
    place = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey(
        Postcode, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    route_nl = models.CharField(max_length=300, blank=True)
    route_en = models.CharField(max_length=300, blank=True)
    accessibility_nl = models.CharField(max_length=300, blank=True)
    accessibility_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_point_on_earth",
            )
        ]

    def __str__(self) -> str:
        return f"location {self.pk}"


class Service(models.Model):
    """A service card as it is public now: one kind of help from one organisation.

    Earlier and proposed versions are a `CardVersion`. Texts that are not known are empty; where
    the English is, the Dutch is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="services"
    )
    categories: "models.ManyToManyField[Category, ServiceCategory]" = models.ManyToManyField(
        Category, through="ServiceCategory"
    )
    scope = models.CharField(max_length=10, choices=Scope.choices)
    municipalities = models.ManyToManyField(Municipality, blank=True)
    place_kind = models.CharField(max_length=10, choices=PlaceKind.choices, blank=True)
    locations: "models.ManyToManyField[Location, ServiceAtLocation]" = models.ManyToManyField(
        Location, through="ServiceAtLocation", related_name="services"
    )

    name_nl = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)
    summary_nl = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    more_nl = models.TextField(max_length=10000, blank=True, help_text="What one may want to know.")
    more_en = models.TextField(max_length=10000, blank=True)
    audience_nl = models.CharField(max_length=500, blank=True)
    audience_en = models.CharField(max_length=500, blank=True)
    first_step_nl = models.CharField(max_length=500, blank=True)
    first_step_en = models.CharField(max_length=500, blank=True)
    expect_nl = models.CharField(max_length=500, blank=True, help_text="How the first time goes.")
    expect_en = models.CharField(max_length=500, blank=True)
    cost_nl = models.CharField(max_length=500, blank=True)
    cost_en = models.CharField(max_length=500, blank=True)
    papers_nl = models.CharField(
        max_length=500, blank=True, help_text="Which paper or decision is needed."
    )
    papers_en = models.CharField(max_length=500, blank=True)
    website = models.URLField(max_length=300, blank=True)

    age_from = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In years, of who is cared for; no limit where empty."
    )
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    conditions = ArrayField(
        models.CharField(max_length=15, choices=Condition.choices),
        default=list,
        blank=True,
        help_text="For whom it is meant; for everybody where empty.",
    )
    relations = ArrayField(
        models.CharField(max_length=15, choices=Relation.choices), default=list, blank=True
    )
    together = models.CharField(max_length=10, choices=Together.choices, blank=True)
    for_young_carers = models.BooleanField(default=False)

    payers = ArrayField(
        models.CharField(max_length=10, choices=Payer.choices), default=list, blank=True
    )
    dayparts = ArrayField(
        models.CharField(max_length=20, choices=Daypart.choices), default=list, blank=True
    )
    room = models.CharField(max_length=10, choices=Room.choices, default=Room.UNKNOWN)
    room_number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Places free, or weeks of waiting, as `room` says."
    )
    room_said_on = models.DateField(null=True, blank=True)
    contact_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    confirmed_on = models.DateField(
        null=True, blank=True, help_text="When somebody last said that it is right; empty: nobody."
    )
    confirmed_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_from = models.DateField(
        help_text="The day it came here: while nobody confirmed it, its keeper is asked from then."
    )
    interval_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        choices=Interval.choices,
        help_text="After how long it is confirmed again; as the municipality says where empty.",
    )
    published = models.BooleanField(
        default=True, help_text="Not before the first version was approved."
    )
    visible_from = models.DateField(null=True, blank=True)
    visible_until = models.DateField(null=True, blank=True)
    closed_from = models.DateField(
        null=True, blank=True, help_text="First day that it is closed for a while."
    )
    closed_until = models.DateField(null=True, blank=True)
    closed_why_nl = models.CharField(max_length=200, blank=True)
    closed_why_en = models.CharField(max_length=200, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_on__isnull=False),
                name="confirmed_by_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_from__lte=F("age_to")),
                name="ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(visible_from=None)
                | Q(visible_until=None)
                | Q(visible_from__lte=F("visible_until")),
                name="visible_in_order",
            ),
            models.CheckConstraint(
                condition=Q(closed_until=None) | Q(closed_from__lte=F("closed_until")),
                name="closed_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("id")), name="not_the_successor_of_itself"
            ),
        ]
        indexes = [
            # So that search sees from an index alone whether something changed; row-level
            # security looks at the organisation.
            models.Index(
                fields=["changed_at"],
                include=["organisation", "published"],
                condition=Q(published=True),
                name="what_search_follows",
            )
        ]

    def __str__(self) -> str:
        return self.key


class ServiceCategory(models.Model):
    """What kind of support a service is; position 0 fits best."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="kinds")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="kinds")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "category"], name="category_once")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.category_id}"


class ServiceAtLocation(models.Model):
    """A service that is to be had at a location."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="at_locations")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="location_once")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} at {self.location_id}"


class OpeningHours(models.Model):
    """From when to when a service is open on a day of the week, everywhere or at one location."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="opening_hours")
    at = models.ForeignKey(
        ServiceAtLocation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="opening_hours",
    )
    weekday = models.PositiveSmallIntegerField(help_text="1 is Monday, 7 is Sunday (ISO 8601).")
    opens = models.TimeField()
    closes = models.TimeField()
    note_nl = models.CharField(max_length=120, blank=True)
    note_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["weekday", "opens", "id"]
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="a_day_of_the_week"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="closes_after_opening"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.weekday} {self.opens}"
