"""Refusal of entry as the law knows it: grounds, and the remedy against each refusal."""

from panah.safeguards.refusals.grounds import Ground, Law, grounds, laws

__all__ = ["Ground", "Law", "grounds", "laws"]
