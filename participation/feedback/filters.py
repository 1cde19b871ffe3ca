"""How the list of ideas is searched, narrowed and ordered: GET parameters in Finnish, each an explicit field."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interfaces.contacts.models import Interface
from organisations.models import Area
from participation.feedback.enums import IdeaOrder
from participation.feedback.queries.search import with_words
from participation.matters.enums import MatterState
from participation.matters.forms import NamedField
from participation.matters.models import Matter, MatterQuerySet
from participation.matters.rules import AWAITING

STAGES: dict[str, tuple[MatterState, ...]] = {
    "odottaa": AWAITING,
    "vastattu": (MatterState.ANSWERED, MatterState.DECIDED),
    "toteutetaan": (MatterState.IMPLEMENTED,),
    "valmis": (MatterState.DONE, MatterState.CHECKED),
}
STAGE_CHOICES = [
    ("odottaa", pgettext_lazy("ideas", "Waits for an answer")),
    ("vastattu", pgettext_lazy("ideas", "Answered")),
    ("toteutetaan", pgettext_lazy("ideas", "Being carried out")),
    ("valmis", pgettext_lazy("ideas", "Done")),
]


class NameFilter(django_filters.ModelChoiceFilter):
    """Things by their names in the language of the page."""

    field_class = NamedField


class IdeaFilter(django_filters.FilterSet):
    """`order` is the chosen order; the rows are put in it page by page (queries/orders.py)."""

    haku = django_filters.CharFilter(
        label=_("Search"), method="with_words", max_length=100, widget=forms.TextInput({"type": "search"})
    )
    aihe = NameFilter(
        label=_("Topic"), field_name="topic", queryset=Interface.objects.none(), to_field_name="slug",
        empty_label=pgettext_lazy("topic", "All"),
    )  # fmt: skip
    alue = NameFilter(
        label=_("Area"), field_name="area", queryset=Area.objects.none(), to_field_name="slug", empty_label=pgettext_lazy("area", "All")
    )
    tila = django_filters.ChoiceFilter(
        label=_("Stage"), choices=STAGE_CHOICES, method="at_stage", empty_label=pgettext_lazy("stage", "All")
    )
    jarjestys = django_filters.ChoiceFilter(
        label=_("Order"), choices=IdeaOrder.choices, method="in_order", empty_label=None, initial=IdeaOrder.MIXED
    )

    class Meta:
        model = Matter
        fields: list[str] = []

    def __init__(self, *args: Any, topics: QuerySet[Interface], areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aihe"].field.queryset = topics
        self.filters["alue"].field.queryset = areas

    @property
    def order(self) -> IdeaOrder:
        """The chosen order; the mixed one as long as none is chosen."""
        chosen = self.form.cleaned_data.get("jarjestys") if self.form.is_valid() else ""
        return IdeaOrder(chosen or IdeaOrder.MIXED)

    @property
    def followed(self) -> list[Interface | Area]:
        """The topic and the area to which the list is narrowed: what its reader may want to follow."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        return [chosen[name] for name in ("aihe", "alue") if chosen.get(name)]

    def with_words(self, ideas: MatterQuerySet, name: str, value: str) -> MatterQuerySet:
        return with_words(ideas, value)

    def at_stage(self, ideas: MatterQuerySet, name: str, value: str) -> MatterQuerySet:
        return ideas.filter(state__in=STAGES[value])

    def in_order(self, ideas: MatterQuerySet, name: str, value: str) -> MatterQuerySet:
        return ideas
