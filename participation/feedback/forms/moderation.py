"""What a moderator decides, the words at which texts wait, and the author's wish for a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.feedback.queries.moderation import COMMENTS, DECLINED, IDEAS, REVIEWS, WAITING, Item
from participation.matters.enums import DeclineReason
from participation.matters.forms import GuardedForm, long_text
from participation.matters.rules.holding import parse_stem

SHOW, HIDE = "nayta", "ala-nayta"
CHOICES = [(SHOW, pgettext_lazy("moderation", "Show to everyone")), (HIDE, pgettext_lazy("moderation", "Do not show"))]
GROUPS = [
    (WAITING, pgettext_lazy("moderation", "All that waits")),
    (IDEAS, pgettext_lazy("moderation", "Ideas that wait")),
    (COMMENTS, pgettext_lazy("moderation", "Comments that wait")),
    (REVIEWS, pgettext_lazy("moderation", "Reviews that wait")),
    (DECLINED, pgettext_lazy("moderation", "Not shown in the last 60 days")),
]


class QueueFilterForm(forms.Form):
    nayta = forms.ChoiceField(label=pgettext_lazy("desk", "Show"), required=False, choices=GROUPS)

    @property
    def group(self) -> str:
        """What is shown; a wrong value shows all that waits."""
        return str(self.cleaned_data.get("nayta", WAITING)) if self.is_valid() else WAITING


class DecisionForm(GuardedForm):
    """Show or not. A no has a reason from the list and words for the author. `version` is what the moderator saw."""

    guarded = ("text",)

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    token = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=pgettext_lazy("moderation", "Your decision"), choices=CHOICES, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the text is shown.")},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Why is the text not shown"), choices=DeclineReason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )  # fmt: skip
    text = long_text(
        _("To the writer, when the text is not shown"), hint=_("Say what would have to be different."), error=_("Tell the writer why."),
        rows=3,
    )  # fmt: skip

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_changed_meanwhile = False
        if self.is_bound and self.data.get("decision") != HIDE:
            self.fields["reason"].required = self.fields["text"].required = False
        if not self.is_bound:  # what was sent is judged by the action, which knows what happened meanwhile
            self.offer(item)
            if not item.can_hide:
                del self.fields["reason"], self.fields["text"]

    def offer(self, item: Item) -> None:
        """Only what may be decided now is offered."""
        allowed = {SHOW: item.can_show, HIDE: item.can_hide}
        self.fields["decision"].choices = [(value, label) for value, label in CHOICES if allowed[value]]

    def renew(self, item: Item) -> None:
        """Let what was typed be sent again on top of what somebody else decided meanwhile."""
        data = self.data.copy()
        data["version"] = str(item.version)
        self.data = data
        self.offer(item)


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("Word or its beginning"), max_length=40, help_text=_("For example “huija” also finds huijaus, huijauksen and huijari."),
        error_messages={
            "required": _("Write one word or its beginning, at least three letters."), "max_length": _("The word is too long."),
        },
    )  # fmt: skip

    def clean_word(self) -> str:
        stem = parse_stem(self.cleaned_data["word"])
        if stem is None:
            raise forms.ValidationError(_("Write one word or its beginning, at least three letters."))
        return stem


class ReviewForm(GuardedForm):
    guarded = ("text",)

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = long_text(_("Why should the comment be shown?"), required=False, rows=3)
