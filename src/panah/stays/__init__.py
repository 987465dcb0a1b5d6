"""How long a person may stay; since when a stay is irregular.

>>> from datetime import date
>>> from panah.stays import Crossing, assess, load_regime
>>> answer = assess(load_regime("schengen"), "KAZ", [Crossing(date(2014, 1, 1), "entry")], on=date(2014, 1, 30))
>>> answer.days_used, answer.leave_by
(30, datetime.date(2014, 3, 31))
"""

from panah.stays.assessing import assess
from panah.stays.assessment import Assessment
from panah.stays.errors import RegimeError, StayError, StayInputError
from panah.stays.loading import available_regimes, load_regime
from panah.stays.parsing import parse_regime
from panah.stays.reading import assess_batch, read_crossings_csv
from panah.stays.reasons import AppliedRule, Ban, Duty, PastOverstay, Reason
from panah.stays.regime import Regime
from panah.stays.values import Circumstances, Crossing, Pause, Permit, Visa
from panah.stays.wording import sentence

__all__ = [
    "AppliedRule",
    "Assessment",
    "Ban",
    "Circumstances",
    "Crossing",
    "Duty",
    "PastOverstay",
    "Pause",
    "Permit",
    "Reason",
    "Regime",
    "RegimeError",
    "StayError",
    "StayInputError",
    "Visa",
    "assess",
    "assess_batch",
    "available_regimes",
    "load_regime",
    "parse_regime",
    "read_crossings_csv",
    "sentence",
]
