"""Filters of the networks and of their picture."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interfaces.contacts.models import Interface
from interfaces.networks.queries import Actor


class NetworkFilter(forms.Form):
    """Which networks to list. An unknown interface shows an error and counts as not chosen."""

    yhdyspinta = forms.ChoiceField(label=_("Interface"), required=False)
    haku = forms.CharField(label=pgettext_lazy("search", "Word in the name"), required=False, max_length=100)

    def __init__(self, data: Any, *, interfaces: Sequence[Interface]) -> None:
        super().__init__(data)
        self.fields["yhdyspinta"].choices = [("", _("All interfaces")), *((i.slug, i.name) for i in interfaces)]

    def interface(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("yhdyspinta", ""))

    def text(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("haku", ""))


class FocusForm(forms.Form):
    """Whom the picture brings forward."""

    toimija = forms.ChoiceField(label=_("Highlight"), required=False)

    def __init__(self, data: Any, *, actors: Sequence[Actor]) -> None:
        super().__init__(data)
        self.fields["toimija"].choices = [(actor.key, actor.name) for actor in actors]
