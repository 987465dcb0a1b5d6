"""How a component is drawn: its template with the page's own context and the values of the tag."""

from typing import Any, cast

from django.template import Context, Template, engines
from django.template.backends.django import DjangoTemplates
from django.utils.safestring import SafeString, mark_safe


def draw(context: Context, component: str, **values: Any) -> SafeString:
    """The markup of `web/components/<component>.html`, drawn within the page's context as an include is: a context of
    its own for each button took longer than the button."""
    engine = cast(DjangoTemplates, engines["django"]).engine
    template: Template = engine.get_template(f"web/components/{component}.html")
    with context.push(**values):
        return mark_safe(str(template.render(context)).strip())  # rendered by a template
