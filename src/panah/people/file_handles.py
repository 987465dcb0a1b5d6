"""Handles of persons' files in registers: a natural key of a document, or a random id where no document finds them."""

from uuid import UUID

from panah.journal import countrykey


def as_now(file: UUID, key: str) -> UUID:
    """The handle that a fact holds, as it is under the country key in use. ``key`` is the id of the one it was reckoned
    under; a random id (then ``key`` is empty) stays what it is."""
    return UUID(bytes=countrykey.advanced(file.bytes, key)) if key else file
