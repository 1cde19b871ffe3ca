"""Files in a form: made anew while the form is checked, so that what is wrong is told beside the field before anything is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.matters.actions.attachments import LONGEST_ALT, LONGEST_REASON, Sent
from participation.matters.enums import HideReason
from participation.matters.forms.guarded import GuardedForm, long_text
from portal.uploads import CleanUpload, clean_upload

ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"


class AttachmentField(forms.FileField):
    """A picture or a PDF; cleans to a CleanUpload, or None. An empty file is refused like any other that cannot be opened."""

    default_error_messages = {
        "empty": _("The file is empty. Choose another one."),
        "invalid": _("The file did not arrive. Choose it again."),
        "missing": _("The file did not arrive. Choose it again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput({"accept": ACCEPTED}))
        super().__init__(required=False, max_length=None, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> CleanUpload | None:
        file = super().clean(data, initial)
        return clean_upload(file) if file else None


class AttachingForm(forms.Form):
    """Up to `slots` files, each with its description: `file_1`, `alt_1`, …"""

    slots = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self.slots + 1):
            self.fields[f"file_{number}"] = AttachmentField(
                label=_("A picture or a document") if number == 1 else _("One more picture or document"),
                help_text=_("JPEG, PNG, WebP or PDF, at most 10 MB. We remove the place and the time from a picture."),
            )
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("What does the picture show?"), required=False, max_length=LONGEST_ALT,
                help_text=_("In a few words, for those who cannot see it."),
            )  # fmt: skip

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """What is asked beside the files."""
        return [field for field in self.visible_fields() if not field.name.startswith(("file_", "alt_"))]

    @property
    def slot_pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"file_{number}"], self[f"alt_{number}"]) for number in range(1, self.slots + 1)]

    @property
    def first_slot(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.slot_pairs[0]

    @property
    def further_slots(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self.slot_pairs[1:]

    @property
    def has_files(self) -> bool:
        """Whether something was written into any of the slots, so that they stand open."""
        return any(field.errors or field.value() for pair in self.slot_pairs for field in pair)

    @property
    def has_further(self) -> bool:
        """Whether something was written into the further slots, so that they stand open."""
        return any(field.errors or field.value() for pair in self.further_slots for field in pair)

    @property
    def lost_files(self) -> bool:
        """Whether files came with a form that is shown again: a browser does not keep them, so they must be chosen again."""
        return self.is_bound and bool(self.files)

    def sent_files(self) -> list[Sent]:
        typed, numbers = self.cleaned_data, range(1, self.slots + 1)
        return [Sent(typed[f"file_{n}"], typed.get(f"alt_{n}", "")) for n in numbers if typed.get(f"file_{n}") is not None]


class HideFileForm(GuardedForm):
    """Why a single picture or document is not shown to others. `seen` is how many looks at it the moderator saw."""

    guarded = ("text",)

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    reason = forms.ChoiceField(
        label=_("Why is the file not shown"), choices=HideReason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("To the sender"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Tell the sender why the file is not shown."), "max_length": _("The text is too long. Shorten it a little."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_changed_meanwhile = False

    def renew(self, looks: int) -> None:
        """Let what was typed be sent again on top of what somebody else decided meanwhile."""
        data = self.data.copy()
        data["seen"] = str(looks)
        self.data = data


class FileReviewForm(GuardedForm):
    """Why a hidden file should be shown after all."""

    guarded = ("text",)

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = long_text(_("Why should the file be shown"), error=_("Tell why the file should be shown."), rows=4)
