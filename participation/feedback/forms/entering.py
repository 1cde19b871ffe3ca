"""What a member of staff writes down for somebody else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.feedback.forms.tell import TellForm
from participation.matters.enums import Channel
from portal.forms import OptionCards

CHANNELS = [(channel.value, channel.label) for channel in Channel if channel not in (Channel.WEB, Channel.API)]


class EnterForm(TellForm):
    """The same, written down by a member of staff for somebody who called, came or sent paper, and who has said yes to it."""

    channel = forms.ChoiceField(
        label=_("How did it come?"), choices=CHANNELS, widget=OptionCards(columns=2), error_messages={"required": _("Choose how it came.")}
    )
    consent = forms.BooleanField(
        label=_("The resident agrees that I write this down"),
        help_text=_("Ask aloud. On paper a signature or a tick is enough."),
        error_messages={"required": _("Ask the resident first. Without a yes nothing is written down.")},
    )

    field_order = ("token", "channel", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply_email"].initial = ""
        if self.initial.get("channel"):  # the evening goes on: the next one comes by the same way
            self.fields["title"].widget.attrs["autofocus"] = True
