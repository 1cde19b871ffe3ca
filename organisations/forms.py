"""What staff write about their own place: its colour, logo and how it is reached."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.actions import MOST_LOGO_BYTES
from organisations.rules import colour_of, written
from portal.files import PNG, UploadCheck


class PlaceForm(forms.Form):
    """Everything optional: an empty field means that the place does not tell it, and its pages then show nothing in its stead."""

    brand = forms.CharField(
        label=_("Colour"),
        help_text=_(
            "As #rrggbb, for example #0e5364. A colour that is too light to read is darkened. Empty: the portal's own colour."
        ),
        max_length=7,
        required=False,
    )
    logo = forms.FileField(
        label=_("Coat of arms or logo"),
        help_text=_("A PNG file, at most 300 kB. It is shown 42 pixels high."),
        required=False,
        validators=[UploadCheck((PNG,), MOST_LOGO_BYTES)],
    )
    remove_logo = forms.BooleanField(label=_("Remove the present logo"), required=False)
    phone = forms.CharField(
        label=_("Phone for residents"),
        help_text=_("With the area code, for example 03 123 4567."),
        max_length=40,
        required=False,
    )
    visiting_address = forms.CharField(
        label=_("Where residents can come"), help_text=_("Place, address and hours."), max_length=200, required=False
    )
    website = forms.URLField(label=_("Web address"), required=False, assume_scheme="https")

    def clean_brand(self) -> str:
        brand = self.cleaned_data["brand"].strip()
        try:
            return written(colour_of(brand)) if brand else ""
        except ValueError as error:
            raise ValidationError(_("Write the colour as #rrggbb, for example #0e5364.")) from error

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and not re.fullmatch(r"\+?[0-9][0-9 ()-]{3,}", phone):
            raise ValidationError(_("Write the phone number with digits, for example 03 123 4567."))
        return phone
