"""What an authority's letters say in nine languages: the call to an interview, the certificate, the decision.

    letter_language("fa-af").texts["call.title"]

One file per language, reviewed as a whole; `review` says whether a native speaker has read it.
"""

from panah.safeguards.letters.texts import letter_language, text_ids

__all__ = ["letter_language", "text_ids"]
