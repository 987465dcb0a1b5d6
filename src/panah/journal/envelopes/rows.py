"""What rows of sealed registers have in common, and the one way to query them: for a reader."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db import models

AnyRow = TypeVar("AnyRow", bound="SealedRow")


class ForBody(models.Manager[AnyRow]):
    """Gives rows to those they were opened for. Asking for all of them at once is refused."""

    def for_body(self, body: UUID | models.OuterRef) -> models.QuerySet[AnyRow]:
        """The rows that this reader's key opened."""
        return super().get_queryset().filter(reader=body)

    def for_bodies(self, bodies: Collection[UUID]) -> models.QuerySet[AnyRow]:
        """The rows of several, for what a node does for all bodies at home there without showing it to anybody."""
        return super().get_queryset().filter(reader__in=bodies)

    def get_queryset(self) -> models.QuerySet[AnyRow]:
        """Refused: two bodies at home on one node must never see each other's."""
        raise ReaderMissingError(f"{self.model.__name__} is asked for with for_body(…)")


class ReaderMissingError(RuntimeError):
    """Rows of sealed registers were asked for without saying for whom."""


class SealedRow(models.Model):
    """A row of a sealed register. ``id`` is ``row_id(reader, subject)``, with further parts where a subject has several
    rows. Handlers, which write for all readers, use ``everybodys``."""

    id = models.UUIDField(primary_key=True)
    reader = models.UUIDField()
    subject = models.UUIDField()

    objects = ForBody()
    everybodys = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "everybodys"
        base_manager_name = "everybodys"
        indexes = [models.Index(fields=["subject", "reader"])]
