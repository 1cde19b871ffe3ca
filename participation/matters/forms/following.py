"""An address that follows without an account, and how often mail comes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.matters.enums import MailPace
from portal.forms import OptionCards


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Write your e-mail."),
            "invalid": _("Write the whole address, for example name@example.fi."),
        },
    )


class PaceForm(forms.Form):
    pace = forms.ChoiceField(
        label=_("How often do you want messages?"),
        choices=MailPace.choices,
        widget=OptionCards(
            hints={
                MailPace.AT_ONCE: pgettext_lazy("pace", "A message each time when something happens."),
                MailPace.DAILY: pgettext_lazy("pace", "One message in the morning, when something has happened."),
                MailPace.NEVER: pgettext_lazy("pace", "No messages. You still see here what you follow."),
            }
        ),
        error_messages={"required": _("Choose how often."), "invalid_choice": _("Choose how often.")},
    )
