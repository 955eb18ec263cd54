"""Who changed and who read what. Rows are added and never touched again."""

import uuid

from django.db import models

from naober.audit.enums import Action, Ground


class Event(models.Model):
    """One line of the log: who did what to whose file, when, why and from where; never content.

    Fields after NEN 7513:2018 ch. 5 and BIO2 8.15.01 as listed in the security catalogue (T20).
    There are no foreign keys: the line outlives the person it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    action = models.CharField(max_length=10, choices=Action.choices)
    kind = models.CharField(max_length=60)
    done = models.BooleanField(default=True)
    user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120, blank=True)
    on_behalf_of = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30)
    organisation_id = models.UUIDField(null=True)
    access_point = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    fields = models.CharField(max_length=200, blank=True)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    emergency = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
