"""Whom a machine may let through: pure."""

from __future__ import annotations

from panah.border.rules.advice import Advice


def clear(advice: Advice) -> bool:
    """Whether everything found is green. A machine has no judgement: what is amber, red or isn't known, such as whether
    a keyed document is what the person holds, waits for a colleague."""
    return not advice.must_set_aside and all(finding.state == "green" for finding in advice.findings)
