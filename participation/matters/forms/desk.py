"""The forms of the desk around the steps: what it shows, who works on what, words to use again, the minute of answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interfaces.contacts.models import Interface
from organisations.models import Organisation
from organisations.queries import region_of
from participation.matters.actions import TemplateWords
from participation.matters.enums import DeskGroup
from participation.matters.forms.guarded import GuardedForm, NamedField, long_text
from participation.matters.models import ResponseTemplate
from portal.forms import DatePartsField


class DeskFilterForm(forms.Form):
    """What the desk shows. A wrong value shows everything, as an empty one does."""

    words = forms.CharField(label=_("Words, code or number"), required=False, max_length=100)
    group = forms.ChoiceField(
        label=pgettext_lazy("desk", "Show"), required=False,
        choices=[
            ("", pgettext_lazy("desk", "All that moves")), ("mine", pgettext_lazy("desk", "What I work on")),
            ("nobody", pgettext_lazy("desk", "What nobody works on")), *DeskGroup.choices,
        ],
    )  # fmt: skip
    topic = forms.SlugField(label=_("Topic"), required=False, max_length=60, widget=forms.Select)

    def offer_topics(self, topics: Sequence[tuple[str, str]]) -> None:
        """The topics of what is listed, and the chosen one."""
        chosen = self.cleaned().get("topic", "")
        known = dict(topics)
        more = [(chosen, chosen)] if chosen and chosen not in known else []
        self.fields["topic"].widget.choices = [("", pgettext_lazy("desk", "All topics")), *topics, *more]

    def cleaned(self) -> dict[str, Any]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})

    @property
    def chosen(self) -> dict[str, Any]:
        """Arguments of queries.desk_page."""
        cleaned = self.cleaned()
        group = cleaned.get("group", "")
        return {
            "words": cleaned.get("words", ""),
            "mine": group == "mine",
            "nobodys": group == "nobody",
            "group": DeskGroup(group) if group in DeskGroup.values else None,
            "topic": cleaned.get("topic", ""),
        }

    @property
    def query(self) -> str:
        """What is chosen as a query string, always in the same order: empty for the whole desk."""
        cleaned = self.cleaned()
        return urlencode([(name, cleaned[name]) for name in ("words", "group", "topic") if cleaned.get(name)])


class FilterNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the view"), max_length=60, error_messages={"required": _("Give the view a name.")},
    )  # fmt: skip


class TemplateForm(GuardedForm):
    """Words to use again. `version` is what the writer saw."""

    guarded = ("title", "text_fi", "text_sv", "text_en")

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=80, help_text=_("Only the desks see it."), error_messages={"required": _("Write a title.")}
    )
    topic = NamedField(
        queryset=Interface.objects.none(), label=_("Topic"), required=False, empty_label=pgettext_lazy("desk", "For all topics")
    )
    text_fi = long_text(_("Text in Finnish"), error=_("Write the text."), rows=6)
    text_sv = long_text(
        _("Text in Swedish"), required=False, hint=_("Used when the sender wrote in Swedish. Without it the Finnish text is used."), rows=6
    )
    text_en = long_text(_("Text in English"), required=False, rows=6)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Interface.objects.of_region(region_of(organisation)).in_force(timezone.localdate())
        self.fields["topic"].queryset = topics.order_by("position", "name_fi")

    def words(self) -> TemplateWords:
        return TemplateWords(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

    def renew(self, template: ResponseTemplate) -> None:
        """Let what was typed be saved on top of what somebody else saved meanwhile."""
        data = self.data.copy()
        data["version"] = str(template.version)
        self.data = data


class MinuteForm(forms.Form):
    """The day and the minute at which answers are published, in Finland's time."""

    day = DatePartsField(label=_("Day"))
    minute = forms.TimeField(
        label=pgettext_lazy("clock", "Time"), input_formats=["%H:%M", "%H.%M", "%H"], help_text=_("For example 9.00"),
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"}),
        error_messages={"required": _("Write the time."), "invalid": _("Write the time as hours and minutes, for example 9.00.")},
    )  # fmt: skip

    @property
    def at(self) -> datetime:
        day: date = self.cleaned_data["day"]
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["minute"]))
