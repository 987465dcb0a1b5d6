"""One finding as a sentence, for screens, paper and machines alike."""

from __future__ import annotations

from panah.border.rules.findings import Finding
from panah.web.wording import word


def sentence(finding: Finding) -> str:
    """What the finding says, in the language in use."""
    code = finding.code if ":" in finding.code else f"finding:{finding.code}"
    return word(code, finding.params)
