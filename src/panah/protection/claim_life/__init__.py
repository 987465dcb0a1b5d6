"""The life of a claim: what each fact does to it, and what it can't. Pure; the desk asks it before it says something,
the register folds by it, so that neither does what the other wouldn't.

S1 stands here: nothing ends in "closed" while a decision isn't served, the time to appeal runs, an appeal is open or
nobody knows where the person is.
"""

from panah.protection.claim_life import decisions, hearing, person
from panah.protection.claim_life.following import after, begun
from panah.protection.claim_life.kinds import ENDED, OPEN, STATES, UNDECIDED, ClaimRuleError, Life

RULES = (hearing, decisions, person)
"""Where the rules stand."""

__all__ = ["ENDED", "OPEN", "RULES", "STATES", "UNDECIDED", "ClaimRuleError", "Life", "after", "begun"]
