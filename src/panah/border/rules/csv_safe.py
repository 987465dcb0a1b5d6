"""Cells that a spreadsheet can't take for a formula."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe(value: object) -> str:
    """The value as text; what a spreadsheet would run gets an apostrophe in front. None is empty."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_STARTS) else text
