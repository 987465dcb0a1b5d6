"""Forms with our own markup: label, help, control, then the error at its place."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.forms.renderers import DjangoTemplates


def uuid_of(text: str | None) -> UUID | None:
    """The id a form or address names, or None where it names none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def offer(field: forms.Field, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of choice its choices, values with words, where they are known only when the form is made."""
    assert isinstance(field, forms.ChoiceField), "only what offers a choice has choices"
    field.choices = list(choices)


class Renderer(DjangoTemplates):
    """For the setting FORM_RENDERER: fields, forms and error lists of `web/forms/`, Django's widgets."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        # Error lists name Django's own template; ours adds the icon and keeps the id that controls point to.
        if template_name == "django/forms/errors/list/default.html":
            template_name = "web/forms/errors.html"
        return super().render(template_name, context, request)


class Tiles(forms.RadioSelect):
    """Radio buttons as large tiles, for choices made a hundred times a shift.

    `keys` maps a choice's value to the key that picks it (shown on the tile, pressed by `keys.js`), `icons` to a
    lucide icon. `segmented=True` draws them as one narrow switch, for two to four short words.
    """

    template_name = "web/forms/tiles.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        keys: dict[str, str] | None = None,
        icons: dict[str, str] | None = None,
        segmented: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.keys, self.icons, self.segmented = keys or {}, icons or {}, segmented

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["style"] = "segments" if self.segmented else "tiles"
        return context

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        option["key"], option["icon"] = self.keys.get(str(value)), self.icons.get(str(value))
        if option["key"]:
            option["attrs"] |= {"data-key": option["key"], "data-key-label": str(label)}
        return option
