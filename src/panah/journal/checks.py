"""What must hold of all facts before a node starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from panah.journal import facts, retention


@register()
def facts_are_complete(**_: Any) -> list[CheckMessage]:
    """Every fact has a declared retention class and a way up from each of its earlier versions."""
    try:
        undeclared = retention.undeclared()
    except retention.RetentionError as error:
        return [Error(str(error), id="journal.E001")]
    return [
        *(
            Error(f"{kind}: its retention class is declared in no retention.toml", id="journal.E002")
            for kind in undeclared
        ),
        *(
            Error(f"{kind}: nothing lifts version {version} to the next", id="journal.E003")
            for kind, version in facts.missing_upcasters()
        ),
    ]
