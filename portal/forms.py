"""How forms are drawn: label, hint, error, field; widgets that look like cards; a date in three fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

Text = str | Promise


class OptionCards(forms.RadioSelect):
    """Radio buttons as cards. `hints` gives a line of text to a value; `columns=2` sets them side by side on a wide screen."""

    def __init__(self, hints: Mapping[str, Text] | None = None, columns: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}
        self.columns = columns


class TickCards(forms.CheckboxSelectMultiple):
    """Checkboxes as cards, with the same `hints` and `columns`."""

    def __init__(self, hints: Mapping[str, Text] | None = None, columns: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}
        self.columns = columns


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year in three fields: safest to type, easiest to check."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts = [
            forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": f"govuk-input--width-{width}"})
            for width in (2, 2, 4)
        ]
        super().__init__(dict(zip(("day", "month", "year"), parts, strict=True)), attrs)

    def decompress(self, value: date | str | None) -> list[object]:
        if isinstance(value, str):
            value = date.fromisoformat(value)
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (pgettext_lazy("date", "Day"), pgettext_lazy("date", "Month"), pgettext_lazy("date", "Year"))
        for part, label, width in zip(context["widget"]["subwidgets"], labels, (2, 2, 4), strict=True):
            part["label"] = label
            wrong = " govuk-input--error" if part["attrs"].get("aria-invalid") else ""
            part["attrs"]["class"] = f"govuk-input govuk-input--width-{width}{wrong}"
        return context


class DatePartsField(forms.MultiValueField):
    """A date typed as day, month and year. Cleans to a `date`, or None when optional and left empty."""

    widget = DatePartsWidget
    default_error_messages = {
        "required": gettext_lazy("Write the day, the month and the year."),
        "incomplete": gettext_lazy("Write the day, the month and the year."),
        "invalid": gettext_lazy("There is no such day. Check the day, the month and the year."),
    }

    def __init__(self, **kwargs: Any) -> None:
        messages = {"required": "", "invalid": self.default_error_messages["invalid"]}
        fields = [forms.IntegerField(error_messages=messages, localize=False) for _part in range(3)]
        super().__init__(fields, **kwargs)

    def compress(self, data_list: Sequence[int | None]) -> date | None:
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return date(int(year or 0), int(month or 0), int(day or 0))
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


KINDS: Sequence[tuple[type[forms.Widget], str]] = (
    (OptionCards, "cards"),
    (TickCards, "cards"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (DatePartsWidget, "date"),
)
CLASSES = {
    "cards": "round",
    "choices": "round",
    "checkbox": "tick",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "text": "govuk-input",
}


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox of a group, ready to be drawn."""

    id: str
    name: str
    value: str
    label: Text
    hint: Text
    css: str
    type: str
    checked: bool
    describedby: str


class KuuluuBoundField(BoundField):
    """A field that knows how the house draws it."""

    @property
    def kind(self) -> str:
        return next((kind for widget, kind in KINDS if isinstance(self.field.widget, widget)), "text")

    @property
    def is_wide_pair(self) -> bool:
        return getattr(self.field.widget, "columns", 1) == 2

    @property
    def error_target(self) -> str:
        """The id that a link in the error summary leads to: the field, or the first of its parts."""
        return f"{self.auto_id}_0" if self.use_fieldset else (self.id_for_label or self.auto_id)

    @property
    def warning(self) -> str:
        """The masked identity code found in what was typed here, if the form says so (`form.identity_warnings`: name -> masked)."""
        return str(getattr(self.form, "identity_warnings", {}).get(self.name, ""))

    @property
    def longest(self) -> int | None:
        """The most characters of a long text, to be counted beside it."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def characters_left(self) -> int:
        return (self.longest or 0) - len(str(self.value() or "").replace("\r\n", "\n"))

    @property
    def characters_over(self) -> int:
        return -self.characters_left

    @property
    def options(self) -> Iterator[Option]:
        hints = getattr(self.field.widget, "hints", {})
        for widget in self.subwidgets:
            data = widget.data
            value = str(data["value"])
            hint = hints.get(value, "")
            is_tick = data["type"] == "checkbox"
            yield Option(
                id=data["attrs"].get("id", ""),
                name=data["name"],
                value=value,
                label=data["label"],
                hint=hint,
                css="tick tick--option" if is_tick else "round",
                type=data["type"],
                checked=bool(data["selected"]),
                describedby=f"{data['attrs'].get('id', '')}_hint" if hint else "",
            )

    @property
    def aria_describedby(self) -> str | None:
        known = super().aria_describedby
        return f"{known} {self.auto_id}_count".strip() if known is not None and self.longest else known

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Adds the classes. Leaves out `required` and a text area's `maxlength`: the server answers in plain words,
        the browser would stop the sending without any, and cut a pasted text in silence."""
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        kind = self.kind
        css = CLASSES.get(kind, "")
        if css:
            given = self.field.widget.attrs.get("class", "")
            wrong = f"{css}--error" if self.errors and css.startswith("govuk") else ""
            built["class"] = " ".join(part for part in (css, given, wrong) if part)
        if kind == "textarea" and self.field.widget.attrs.get("rows") == "10":
            built["rows"] = "5"  # Django's own default is taller than most people write
        if self.longest:
            built["maxlength"] = False
            built["data-most"] = str(self.longest)
        return built


class KuuluuRenderer(TemplatesSetting):
    """Draws every form with the house's own templates."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = KuuluuBoundField
