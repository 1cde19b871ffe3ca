"""What every form about a matter stands on: texts guarded against personal identity codes, and the fields that many share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interfaces.contacts.models import Post
from participation.matters.models import ResponseTemplate
from participation.matters.queries.desk_around import template_text
from participation.matters.rules import LONGEST_TEXT
from portal.forms import DatePartsField
from portal.text import identity_codes, tidy

REMOVE = "remove_identity_code"  # the button of components/warning.html; its value is the field's name
SIMILAR = "similar"  # the button that looks for ideas about the same
INSERT, TEMPLATE = "insert_template", "template"  # the button beside the response templates, and the select with the chosen one


def without_identity_codes(text: str) -> str:
    """The text with its identity codes cut out, and no double gap where they were."""
    for code in reversed(list(identity_codes(text))):
        text = text[: code.start].rstrip(" ") + text[code.end :]
    return text


def with_code_removed(data: QueryDict) -> QueryDict:
    """What was typed, without the codes in the field whose button was pressed."""
    kept = data.copy()
    name = str(kept.pop(REMOVE, [""])[-1])
    if name in kept:
        kept[name] = without_identity_codes(str(kept[name]))
    return kept


def with_template(data: QueryDict, templates: Sequence[ResponseTemplate], language: str) -> QueryDict:
    """What was typed, with the chosen response template after it."""
    kept = data.copy()
    chosen = next((template for template in templates if str(template.pk) == kept.get(TEMPLATE)), None)
    if chosen is not None:
        typed = str(kept.get("text", "")).rstrip()
        kept["text"] = "\n\n".join(part for part in (typed, template_text(chosen, language)) if part)
    return kept


class GuardedForm(forms.Form):
    """A form whose long texts may not carry an identity code. It then is not valid, and `identity_warnings` says where (masked).

    A draft is shown again as it was typed, without errors: somebody pressed the button that removes a code.
    """

    guarded: Sequence[str] = ()

    def __init__(self, *args: Any, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.identity_warnings: dict[str, str] = {}
        self.is_draft = is_draft

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_draft:
            self._errors = ErrorDict()
        self.identity_warnings = self.found_codes() if self.is_bound else {}

    def found_codes(self) -> dict[str, str]:
        typed = {name: str(self[name].value() or "") for name in self.guarded if name in self.fields}
        found = {name: next(identity_codes(text), None) for name, text in typed.items()}
        return {name: code.masked for name, code in found.items() if code is not None}

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in self.guarded:
            if isinstance(self.cleaned_data.get(name), str):
                self.cleaned_data[name] = tidy(self.cleaned_data[name])
        return self.cleaned_data

    def is_valid(self) -> bool:
        return super().is_valid() and not self.identity_warnings and not self.is_draft


def long_text(label: Any, *, required: bool = True, hint: Any = "", error: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": rows}),
        error_messages={"required": error, "max_length": _("The text is too long. Shorten it a little.")},
    )  # fmt: skip


def note_field() -> forms.CharField:
    return long_text(_("Internal note"), required=False, hint=_("Only the desks see this."), rows=2)


def next_fields() -> tuple[forms.CharField, DatePartsField]:
    text = forms.CharField(label=pgettext_lazy("desk", "What happens next"), required=False, max_length=300)
    day = DatePartsField(label=_("By which day"), required=False)
    return text, day


class PostField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Post) -> str:
        return f"{obj.title}, {obj.unit.name}" if obj.unit else obj.title


class NamedField(forms.ModelChoiceField):
    """Something with a name, shown in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)
