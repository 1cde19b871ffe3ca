"""What is said under an idea, cleaned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.feedback.rules.speaking import LONGEST_COMMENT, LONGEST_PEN_NAME
from participation.matters.forms import GuardedForm


class CommentForm(GuardedForm):
    """A comment. Those who speak for an organisation choose no pen name: they are marked by their role."""

    guarded = ("text", "pen_name")

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea({"rows": 5}),
        help_text=_("Stay with the idea and be kind to others. Do not write anything about anybody's health."),
        error_messages={
            "required": _("Write what you want to say."), "max_length": _("The comment is too long. Shorten it to 1,000 characters."),
        },
    )  # fmt: skip
    pen_name = forms.CharField(
        label=_("Pen name"), max_length=LONGEST_PEN_NAME, help_text=_("Others see this name. Your real name is not needed."),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Choose a pen name that is shown with the comment."),
            "max_length": _("The pen name is too long. Shorten it to 60 characters."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, is_resident: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_resident:
            del self.fields["pen_name"]
