"""The name of a service that gets a key."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the service"), max_length=60,
        help_text=_("For example the name of the app. It is seen at the desk with each matter."),
        widget=forms.TextInput({"autocomplete": "off"}), error_messages={"required": _("Write the name of the service.")},
    )  # fmt: skip
