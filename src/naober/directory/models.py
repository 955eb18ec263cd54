"""The social map: what support there is, from whom, for whom, where and who pays."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from naober.directory.enums import Daypart, Payer, Pillar, PlaceKind, Room, Scope
from naober.organisations.models import Municipality, Organisation, Postcode


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


class Service(models.Model):
    """A service card: one kind of help from one organisation, in Dutch and English."""

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
    place_kind = models.CharField(max_length=10, choices=PlaceKind.choices)
    postcode = models.ForeignKey(Postcode, null=True, blank=True, on_delete=models.PROTECT)
    name_nl = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    summary_nl = models.CharField(max_length=300)
    summary_en = models.CharField(max_length=300)
    audience_nl = models.CharField(max_length=200)
    audience_en = models.CharField(max_length=200)
    first_step_nl = models.CharField(max_length=300)
    first_step_en = models.CharField(max_length=300)
    cost_nl = models.CharField(max_length=200)
    cost_en = models.CharField(max_length=200)
    payers = ArrayField(models.CharField(max_length=10, choices=Payer.choices))
    dayparts = ArrayField(models.CharField(max_length=20, choices=Daypart.choices), default=list)
    room = models.CharField(max_length=10, choices=Room.choices, default=Room.UNKNOWN)
    room_number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Places free, or weeks of waiting, as `room` says."
    )
    contact_name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    email = models.EmailField(blank=True)
    for_young_carers = models.BooleanField(default=False)
    confirmed_on = models.DateField(help_text="When the organisation last said it is right.")
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["key"]

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
