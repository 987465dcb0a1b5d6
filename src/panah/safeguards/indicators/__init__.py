"""Indicators of protection needs as reviewed data, the scale of the operational ones, and the preliminary profile."""

from panah.safeguards.indicators.kinds import (
    CATEGORIES,
    DIMENSIONS,
    STRENGTHS,
    WHO,
    Indicator,
    NeedKind,
    NeedsCode,
    OperationalSet,
    UnknownIndicatorError,
)
from panah.safeguards.indicators.loading import (
    indicator,
    indicators,
    need_kinds,
    needs_codes,
    needs_codes_version,
    operational_sets,
)
from panah.safeguards.indicators.operational import RESULTS, Reading, positive
from panah.safeguards.indicators.profile import RULES, Need, Profile, UnknownNeedError, Why, add_needs, assess

__all__ = [
    "CATEGORIES",
    "DIMENSIONS",
    "RESULTS",
    "RULES",
    "STRENGTHS",
    "WHO",
    "Indicator",
    "Need",
    "NeedKind",
    "NeedsCode",
    "OperationalSet",
    "Profile",
    "Reading",
    "UnknownIndicatorError",
    "UnknownNeedError",
    "Why",
    "add_needs",
    "assess",
    "indicator",
    "indicators",
    "need_kinds",
    "needs_codes",
    "needs_codes_version",
    "operational_sets",
    "positive",
]
