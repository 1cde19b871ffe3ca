"""One form for everything that a resident tells: what it is about, the matter, how we answer."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from interfaces.contacts.models import Interface
from organisations.models import Organisation
from organisations.queries import region_of
from participation.matters.actions import Said
from participation.matters.enums import MatterKind
from participation.matters.forms import GuardedForm, NamedField
from participation.matters.forms.attaching import AttachingForm
from participation.matters.rules import LONGEST_TEXT, LONGEST_TITLE
from participation.matters.rules.places import parse_point
from people.models import Person, User
from portal.forms import OptionCards

KIND_CHOICES = [
    (MatterKind.IDEA.value, pgettext_lazy("tell us", "Idea")),
    (MatterKind.FEEDBACK.value, pgettext_lazy("tell us", "Feedback")),
    (MatterKind.FAULT.value, pgettext_lazy("tell us", "Fault")),
    (MatterKind.QUESTION.value, pgettext_lazy("tell us", "Question")),
    (MatterKind.THANKS.value, pgettext_lazy("tell us", "Thanks")),
]
KIND_HINTS = {
    MatterKind.IDEA.value: _("I suggest what could be done differently. Everyone sees it."),
    MatterKind.FEEDBACK.value: _("How something works, and how it could be better"),
    MatterKind.FAULT.value: _("Something is broken, missing or dangerous"),
    MatterKind.QUESTION.value: _("I do not know whom to ask"),
    MatterKind.THANKS.value: _("Somebody did their work well"),
}
NO_POINT = _("We do not find this place in Finland. Write the coordinates like 60.98267, 25.66151, or write the address above instead.")
CODE, EMAIL, PHONE = "code", "email", "phone"
REPLY_CHOICES = [
    (CODE, pgettext_lazy("answer", "With a tracking code")),
    (EMAIL, pgettext_lazy("answer", "By e-mail")),
    (PHONE, pgettext_lazy("answer", "By phone")),
]
REPLY_HINTS = {
    CODE: _("You get a code on the screen. We ask for no contact details."),
    EMAIL: _("You get the answer, and a message whenever something happens."),
    PHONE: _("We call on weekdays from 9 to 15."),
}


class TellForm(AttachingForm, GuardedForm):
    """What a resident tells. `to_said` gives the action its words; contacts that were not asked for are dropped, not kept."""

    guarded = ("title", "text", "place", "sender_name", "alt_1", "alt_2", "alt_3")

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=KIND_CHOICES, widget=OptionCards(hints=KIND_HINTS, columns=2),
        error_messages={"required": _("Choose what it is about.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, help_text=_("A few words are enough. For example: A bench is missing at the bus stop"),
        error_messages={
            "required": _("Write a title, so that the matter finds the right person."),
            "max_length": _("The title is too long. Shorten it to 120 characters."),
        },
    )  # fmt: skip
    text = forms.CharField(
        label=_("Tell in your own words"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 6}),
        help_text=_("What happened, where and when? Do not write a personal identity code or anything about anybody's health."),
        error_messages={
            "required": _("Tell in your own words what it is about."), "max_length": _("The text is too long. Shorten it a little."),
        },
    )  # fmt: skip
    topic = NamedField(queryset=Interface.objects.none(), label=_("Topic"), required=False, empty_label=_("I do not know"))
    area = NamedField(queryset=Interface.objects.none(), label=_("Area"), required=False, empty_label=_("Not any one area"))
    place = forms.CharField(label=_("Place"), required=False, max_length=200, help_text=_("An address, a building or a bus stop"))
    point = forms.CharField(
        label=_("Exact place"), required=False, max_length=80, widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("As coordinates, for example 60.98267, 25.66151. Only those who answer see it."),
    )  # fmt: skip
    sender_name = forms.CharField(
        label=_("Pen name"), required=False, max_length=60, help_text=_("Shown with an idea. Your real name is not needed.")
    )
    reply = forms.ChoiceField(
        label=_("How do we answer?"), choices=REPLY_CHOICES, widget=OptionCards(hints=REPLY_HINTS), initial=CODE,
        error_messages={"required": _("Choose how we answer.")},
    )  # fmt: skip
    reply_email = forms.EmailField(
        label=_("E-mail address"), required=False, widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("Write the address in full, for example name@example.org.")},
    )  # fmt: skip
    reply_phone = forms.CharField(
        label=_("Phone number"), required=False, max_length=40, widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"})
    )

    def __init__(self, *args: Any, organisation: Organisation, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        region = region_of(organisation)
        self.fields["topic"].queryset = Interface.objects.of_region(region).in_force(timezone.localdate()).order_by("position", "name_fi")
        self.fields["area"].queryset = organisation.areas.order_by("position", "name_fi")
        if organisation.is_county:
            del self.fields["area"]
        if isinstance(person, User) and person.email:
            self.fields["reply_email"].initial = person.email

    def clean_point(self) -> tuple[Decimal, Decimal] | None:
        typed = self.cleaned_data["point"].strip()
        point = parse_point(typed) if typed else None
        if typed and point is None:
            raise forms.ValidationError(NO_POINT)
        return point

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("reply") == EMAIL and not cleaned.get("reply_email") and "reply_email" not in self.errors:
            self.add_error("reply_email", _("Write the e-mail address to which we answer."))
        if cleaned.get("reply") == PHONE and sum(letter.isdigit() for letter in cleaned.get("reply_phone", "")) < 5:
            self.add_error("reply_phone", _("Write the phone number that we call."))
        return cleaned

    def to_said(self) -> Said:
        typed = self.cleaned_data
        latitude, longitude = typed.get("point") or (None, None)
        return Said(
            kind=MatterKind(typed["kind"]),
            title=typed["title"],
            text=typed["text"],
            language=(get_language() or "fi")[:2],
            topic=typed.get("topic"),
            area=typed.get("area"),
            place=typed.get("place", ""),
            latitude=latitude,
            longitude=longitude,
            sender_name=typed.get("sender_name", ""),
            reply_email=typed["reply_email"] if typed["reply"] == EMAIL else "",
            reply_phone=typed["reply_phone"] if typed["reply"] == PHONE else "",
        )
