"""What can be wrong with an index, as errors that say nothing of whom it lists."""

from __future__ import annotations


class IndexProblemError(Exception):
    """An index can't be made or used: `code` is stable and `place` says where.

    Codes: `missing` (there is none), `not_an_index`, `other_layout` (made by another version: build anew), `truncated`,
    `altered` (its bytes aren't those that were written), `wrong_key`, `no_entries` (a list without a single entry),
    `same_list` (two lists of one code).
    """

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code}: {place}" if place else code)
        self.code = code
        self.place = place
