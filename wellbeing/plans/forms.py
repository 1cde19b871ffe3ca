"""The review of a card, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.forms import OptionCards
from portal.languages import active_language
from wellbeing.plans.actions import Review
from wellbeing.plans.enums import Status
from wellbeing.plans.models import CardReview
from wellbeing.plans.rules import STATUS_SENTENCES

LONGEST = 2000


class ReviewForm(forms.Form):
    """`newest`: the review that holds when the form is opened; its texts are the starting point."""

    status = forms.ChoiceField(
        label=pgettext_lazy("card", "Overall status"),
        choices=Status.choices,
        widget=OptionCards(hints={status.value: sentence for status, sentence in STATUS_SENTENCES.items()}),
        error_messages={"required": _("Choose the status.")},
    )
    reasons = forms.CharField(
        label=pgettext_lazy("card", "Reasons for the status"),
        help_text=_("What is seen, and from what it is seen. No names of people."),
        widget=forms.Textarea({"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": _("Write the reasons for the status.")},
    )
    done = forms.CharField(
        label=pgettext_lazy("card", "Done in the last 4 months"),
        help_text=_("One thing a line."),
        widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    coming = forms.CharField(
        label=pgettext_lazy("card", "To be done in the next 4 months"),
        help_text=_("One thing a line."),
        widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, newest: CardReview | None = None, **kwargs: Any) -> None:
        start: dict[str, object] = {"seen": newest.number if newest else 0}
        if newest is not None:
            start |= {"status": newest.status, "reasons": newest.reasons, "done": newest.done, "coming": newest.coming}
        super().__init__(*args, **{"initial": start, **kwargs})

    def meet(self, newest: CardReview | None, message: str) -> None:
        """Somebody was faster: keep what was typed, and let the next sending come after the review that is there now."""
        typed = {name: self.data[name] for name in self.data}  # the last value of each, as the fields read them
        self.data = {**typed, "seen": str(newest.number if newest else 0)}
        self.add_error(None, message)

    def review(self) -> Review:
        data = self.cleaned_data
        return Review(
            status=Status(data["status"]),
            reasons=data["reasons"],
            done=data["done"],
            coming=data["coming"],
            seen=data["seen"],
            language=active_language(),
        )
