"""What kind of movement a crossing, and a history of crossings, is."""

from panah.movements.kinds import (
    NOT_ASKED,
    TRAVELLER,
    Capacity,
    Means,
    Purpose,
    UnknownKindError,
    capacities,
    check,
    means,
    purposes,
)

__all__ = [
    "NOT_ASKED",
    "TRAVELLER",
    "Capacity",
    "Means",
    "Purpose",
    "UnknownKindError",
    "capacities",
    "check",
    "means",
    "purposes",
]
