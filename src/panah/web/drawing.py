"""How a component is drawn: its template with the page's own context and the values of the tag."""

from typing import Any

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def draw(context: Context, component: str, **values: Any) -> SafeString:
    """The markup of `web/components/<component>.html`."""
    inner = {str(name): value for name, value in context.flatten().items()} | values
    return mark_safe(render_to_string(f"web/components/{component}.html", inner).strip())  # rendered by a template
