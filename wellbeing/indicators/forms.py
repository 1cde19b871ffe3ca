"""A result, as it is typed."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from wellbeing.indicators.actions import Result
from wellbeing.indicators.models import Indicator
from wellbeing.indicators.rules import is_suppressed

FIRST_YEAR = 1749
LARGEST, MOST_DECIMALS = Decimal(10) ** 10, 4


class FigureField(forms.Field):
    """A number with a decimal comma or point, with or without spaces between thousands and a unit after it."""

    def to_python(self, value: object) -> Decimal | None:
        text = str(value or "").strip().rstrip("% ").replace("\u2212", "-")
        text = "".join(text.split()).replace(",", ".")
        if not text:
            return None
        wrong = forms.ValidationError(_("Write the value as a number, for example 24,8."), code="invalid")
        try:
            figure = Decimal(text)
        except InvalidOperation as error:
            raise wrong from error
        if not figure.is_finite() or abs(figure) >= LARGEST:
            raise wrong
        if figure != round(figure, MOST_DECIMALS):
            raise forms.ValidationError(_("Write at most four decimals."), code="decimals")
        return figure


class ResultForm(forms.Form):
    """`places`: the organisations for which the person may record."""

    organisation = forms.ChoiceField(label=_("Area"), error_messages={"required": _("Choose the area.")})
    year = forms.IntegerField(
        label=_("Year of the result"),
        localize=False,
        min_value=FIRST_YEAR,
        max_value=2200,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": _("Write the year of the result."),
            "invalid": _("Write the year with four digits."),
            "min_value": _("Write the year with four digits."),
            "max_value": _("Write the year with four digits."),
        },
    )
    value = FigureField(
        label=_("Value"),
        widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-5"}),
        help_text=_("Leave empty only when fewer than 5 answered."),
        error_messages={
            "required": _(
                "Write the value. When there is no result yet, write nothing here: the page then says “no data”."
            )
        },
    )
    respondents = forms.IntegerField(
        label=_("Respondents"),
        required=False,
        localize=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
        help_text=_(
            "With fewer than 5 the value is not stored. With fewer than 100 a larger change is needed to count."
        ),
        error_messages={
            "invalid": _("Write the number of respondents with digits."),
            "min_value": _("Write the number of respondents with digits."),
        },
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("Who made the figure, and where it can be checked."),
        error_messages={"required": _("Write where the value comes from.")},
    )
    replace = forms.BooleanField(label=_("Replace the result that the year already has"), required=False)

    def __init__(self, *args: Any, indicator: Indicator, places: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places}
        self.fields["organisation"].choices = [(place.slug, place.name) for place in places]
        answered = str(self.data.get("respondents", "")).strip()
        self.fields["value"].required = not (answered.isdecimal() and is_suppressed(int(answered[:6])))
        if indicator.unit:
            self.fields["value"].label = f"{self.fields['value'].label}, {indicator.unit}"

    def place(self) -> Organisation:
        return self.places[self.cleaned_data["organisation"]]

    def result(self) -> Result:
        data = self.cleaned_data
        return Result(data["year"], data["value"], data["source"], respondents=data["respondents"])
