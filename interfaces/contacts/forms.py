"""Filters of the matrix, and the choice of a post."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from interfaces.contacts.actions import PostDetails
from interfaces.contacts.models import Interface, Post
from interfaces.contacts.queries.matrix import GAPS_ONLY, MatrixChoice
from interfaces.contacts.rules import SHOWN_STATES
from organisations.models import Organisation
from portal.forms import OptionCards
from portal.text import has_identity_code, tidy

Choices = list[tuple[str, str | Promise]]


class DayForm(forms.Form):
    """The day that is shown; today unless told. An unreadable or coming day shows an error and counts as today."""

    pvm = forms.DateField(
        label=_("On the day"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("There is no such day. Write it as 2026-11-23.")},
    )

    def __init__(self, data: Any, *, today: date) -> None:
        given = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__({"pvm": today.isoformat(), **given})
        self.today = today

    def clean_pvm(self) -> date | None:
        day: date | None = self.cleaned_data["pvm"]
        if day is not None and day > self.today:
            raise ValidationError(_("Choose today or a day before it: nobody knows the contacts of a coming day."))
        return day

    def day(self) -> date:
        self.full_clean()
        return self.cleaned_data.get("pvm") or self.today


class AssignmentForm(forms.Form):
    """Which post of the cell a button is about."""

    assignment = forms.IntegerField(min_value=1, max_value=2**63 - 1)

    def pk(self) -> int:
        """The number of the assignment; 0, which is none, where nothing readable was sent."""
        return int(self.cleaned_data["assignment"]) if self.is_valid() else 0


class MatrixFilter(DayForm):
    """What to show of the matrix, and on which day. Unreadable choices show an error and count as not made."""

    tila = forms.ChoiceField(label=pgettext_lazy("state filter", "Show"), required=False)
    yhdyspinta = forms.ChoiceField(label=_("Interface"), required=False)
    kunta = forms.ChoiceField(label=_("Municipality"), required=False)
    field_order = ("tila", "yhdyspinta", "kunta", "pvm")

    def __init__(
        self,
        data: Any,
        *,
        interfaces: Sequence[Interface],
        municipalities: Sequence[Organisation],
        today: date,
    ) -> None:
        super().__init__(data, today=today)
        states: Choices = [(state.value, state.label.capitalize()) for state in SHOWN_STATES]
        everything: Choices = [("", _("All states")), (GAPS_ONLY, _("Only gaps"))]
        self.fields["tila"].choices = everything + states
        self.fields["yhdyspinta"].choices = [("", _("All interfaces")), *((i.slug, i.name) for i in interfaces)]
        self.fields["kunta"].choices = [("", _("All municipalities")), *((m.slug, m.name) for m in municipalities)]

    def choice(self) -> MatrixChoice:
        """What was asked for; an unreadable day is today."""
        on = self.day()
        return MatrixChoice(
            on=on,
            is_past=on != self.today,
            state=self.cleaned_data.get("tila", ""),
            interface=self.cleaned_data.get("yhdyspinta", ""),
            municipality=self.cleaned_data.get("kunta", ""),
        )


class PostFields(forms.Form):
    """What is told of a post. No names of people: a post stays when its holder changes."""

    title_fi = forms.CharField(
        label=_("Title of the post in Finnish"),
        max_length=200,
        help_text=_("For example “Hyvinvointikoordinaattori”. No names of people."),
    )
    title_sv = forms.CharField(label=_("Title of the post in Swedish"), max_length=200, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=200, required=False)
    mailbox = forms.EmailField(
        label=_("Shared mailbox"), required=False, help_text=_("A mailbox that stays when the person changes.")
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    phone_hours = forms.CharField(label=_("Phone hours"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """Tidies every text and refuses personal identity codes: nothing here may tell of clients or patients."""
        cleaned = super().clean() or {}
        for name, text in list(cleaned.items()):
            if name in PostFields.base_fields and isinstance(text, str):
                cleaned[name] = tidy(text).replace("\n", " ")
                if has_identity_code(text):
                    self.add_error(name, _("Leave out the personal identity code: only the post is kept here."))
        return cleaned

    @classmethod
    def initial_of(cls, post: Post) -> dict[str, str]:
        texts = {name: getattr(post, name) for name in cls.base_fields if name != "unit"}
        return {**texts, "unit": post.unit.name_fi if post.unit else ""}

    def details(self) -> PostDetails:
        return PostDetails(**{name: self.cleaned_data[name] for name in PostFields.base_fields})


class PostChoice(PostFields):
    """Which post answers: one of those that there are, or a new one; instead of the present ones or beside them."""

    NEW = "uusi"

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    post = forms.ChoiceField(
        label=pgettext_lazy("contact", "Post"),
        error_messages={
            "required": _("Choose a post, or “A new post”."),
            "invalid_choice": _("This post is not in the list any more. Choose again."),
        },
    )
    beside = forms.ChoiceField(
        label=_("What happens to the present post"),
        widget=OptionCards,
        error_messages={"required": _("Choose whether the present post is replaced.")},
    )

    def __init__(self, data: Any = None, *, posts: Iterable[Post], standing: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["title_fi"].required = False
        self.posts = {str(post.pk): post for post in posts}
        named = [(pk, f"{p.title}, {p.unit.name}" if p.unit else p.title) for pk, p in self.posts.items()]
        self.fields["post"].choices = [("", _("Choose")), (self.NEW, _("A new post: write it below")), *named]
        replaced = ngettext("It is replaced from today", "They are replaced from today", standing)
        stays = ngettext(
            "It stays, the new one stands beside it", "They stay, the new one stands beside them", standing
        )
        self.fields["beside"].choices = [("replace", replaced), ("beside", stays)]
        if not standing:
            del self.fields["beside"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen, title = cleaned.get("post"), cleaned.get("title_fi")
        if chosen == self.NEW and not title and "title_fi" not in self.errors:
            self.add_error("title_fi", _("Write the title of the new post."))
        if chosen not in (None, self.NEW) and title:
            self.add_error("post", _("You wrote a new post below. Choose “A new post”, or empty its title."))
        return cleaned

    @property
    def chosen(self) -> Post | None:
        """The post that was chosen, None for a new one."""
        return self.posts.get(self.cleaned_data["post"])

    @property
    def is_beside(self) -> bool:
        return self.cleaned_data.get("beside") == "beside"
