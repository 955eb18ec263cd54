"""Check-ups: an instrument answered by a carer on a day."""

import uuid

from django.db import models

from naober.carers.models import Carer
from naober.organisations.models import Organisation


class CheckUp(models.Model):
    """A scored instrument that the carer chose to keep.

    `answers` are the answers by item code, as given; they are scored again and never queried.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="checkups")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    instrument = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    score = models.SmallIntegerField()
    band = models.CharField(max_length=20, blank=True)
    answers = models.JSONField()
    taken_on = models.DateField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_on", "kept_at"]
        indexes = [models.Index(fields=["carer", "instrument", "taken_on"])]

    def __str__(self) -> str:
        return f"check-up {self.pk}"
