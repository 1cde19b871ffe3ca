"""A vote file as a keeper sends it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.budgeting.forms.voting import PollForm


class VoteFileForm(PollForm):
    """`text` is the content of a file that could be read."""

    name = forms.CharField(
        label=_("Name of the vote"),
        help_text=_("For example “Participatory budgeting 2023, north”. Everyone sees it when you publish."),
        max_length=200,
        error_messages={"required": _("Write a name for the vote.")},
    )
    field_order = ("name", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("For example an earlier vote of your own, or one from pabulib.org. At most 5 MB.")

    @property
    def text(self) -> str:
        file = self.files["file"]
        file.seek(0)
        return str(file.read().decode("utf-8-sig"))
