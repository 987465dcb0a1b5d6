"""Whether two names may belong to one person, across Latin, Cyrillic and Arabic script.

>>> from panah.names import compare
>>> compare("Djurayev Rustam", "Рустам Жўраев").match
True
>>> compare("Rustam Karimov", "Rustam Rahimov").match
False
"""

from panah.names.comparing import NOBODY, Comparison, compare, score
from panah.names.evidence import Evidence
from panah.names.identity import DateLike, Identity
from panah.names.keys import keys
from panah.names.parts import Prepared, Problem, prepare
from panah.names.scoring import Model, model
from panah.names.wording import sentence
from panah.names.words import Word

__all__ = [
    "NOBODY",
    "Comparison",
    "DateLike",
    "Evidence",
    "Identity",
    "Model",
    "Prepared",
    "Problem",
    "Word",
    "compare",
    "keys",
    "model",
    "prepare",
    "score",
    "sentence",
]
