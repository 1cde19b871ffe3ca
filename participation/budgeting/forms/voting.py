"""What voters type, and the keepers of the vote, cleaned to values of the domain."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organisations.models import Body
from participation.budgeting.actions.exclusions import Grounds
from participation.budgeting.enums import BallotType, CountingRule, Eligibility
from participation.budgeting.models import Round, RoundArea
from participation.budgeting.queries.booth import Sought
from participation.budgeting.queries.electors import on_roll
from participation.budgeting.rules.ballots import points_of_place
from participation.budgeting.rules.codes import LARGEST_BATCH
from participation.budgeting.rules.identity import Card, read_card
from participation.budgeting.rules.paper import Unreadable, read_marks
from participation.budgeting.rules.polls import NotAPoll, Poll, read_poll
from portal.forms import DatePartsField, TickCards

MOST_CHOICES = 500
LARGEST_POLL = 5_000_000
COUNTED_BALLOTS = [BallotType.K_APPROVAL, BallotType.RANKING]
UNKNOWN_ID = 0
RECEIPTS = Signer(salt="participation.budgeting.receipt")
DRAFTS = Signer(salt="participation.budgeting.draft")


class IdsField(forms.Field):
    """Ticked boxes as a set of ids. What is no number becomes the id of nothing, so that the rules tell it apart from no choice."""

    widget = forms.SelectMultiple

    def to_python(self, value: Sequence[str] | None) -> frozenset[int]:
        return frozenset(
            int(text) if text.isascii() and text.isdigit() and len(text) < 18 else UNKNOWN_ID
            for text in (value or [])[:MOST_CHOICES]
        )


class BallotForm(forms.Form):
    """`alue` is the chosen area, `proposals` the ticked boxes, `receipt` the code that was made with the page (signed).

    Points come in fields `points-<id>`, the places of a ranking in `place-<id>`; `places` is how many places there are. `laji` and `haku`
    are what the voter looks for. They are sent like the choices and not by GET, which would lose the choices or write them into an address.
    """

    alue = forms.CharField(required=False, max_length=60)
    proposals = IdsField(required=False)
    receipt = forms.CharField(required=False, max_length=200)
    laji = forms.CharField(required=False, max_length=20)
    haku = forms.CharField(required=False, max_length=100)

    def __init__(self, *args: Any, places: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def marks(self, prefix: str) -> dict[int, str]:
        """What was typed into the fields of one kind, by proposal."""
        names = [name for name in list(self.data)[:MOST_CHOICES] if name.startswith(prefix) and name[len(prefix) :].isdecimal()]
        words = {int(name[len(prefix) :][:17]): str(self.data[name]).strip()[:20] for name in names}
        return {number: word for number, word in words.items() if word not in {"", "0"}}

    @property
    def typed(self) -> dict[int, str]:
        return {**self.marks("points-"), **self.marks("place-")}

    def clean_receipt(self) -> str:
        try:
            return RECEIPTS.unsign(self.cleaned_data["receipt"])
        except BadSignature:
            return ""

    @property
    def area_slug(self) -> str:
        return str(self.cleaned_data.get("alue", ""))

    @property
    def sought(self) -> Sought:
        return sought_in(self.cleaned_data.get("laji", ""), self.cleaned_data.get("haku", ""))

    @property
    def choices(self) -> dict[int, int]:
        """Points by proposal; a ticked one has one, and what is no number or place has none."""
        places = {n: points_of_place(whole(word), self.places) for n, word in self.marks("place-").items()}
        points = {n: whole(word) for n, word in self.marks("points-").items()}
        return {**dict.fromkeys(self.cleaned_data.get("proposals", ()), 1), **points, **places}

    @property
    def code(self) -> str:
        return str(self.cleaned_data.get("receipt", ""))

    def as_draft(self) -> str:
        """The choices as a cookie for the voter's own browser; read_draft reads it."""
        return DRAFTS.sign_object({"area": self.area_slug, "choices": sorted(self.choices.items())})


def sought_in(category: str, words: str) -> Sought:
    """What is looked for, from what a form or an address says."""
    return Sought(whole(category) or None, words.strip()[:100])


def whole(word: str) -> int:
    """A whole number of a few digits; 0 for anything else, which the rules tell apart from nothing."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 6 else 0


def read_draft(cookie: str) -> tuple[str, dict[int, int]]:
    """(area, points by proposal) of a draft cookie; nothing from one that this site has not made."""
    try:
        draft = DRAFTS.unsign_object(cookie)
    except BadSignature:
        return "", {}
    return draft["area"], dict(draft["choices"])


class AreaForm(forms.Form):
    """The area whose proposals one votes on; a GET form, so that it works as a link too."""

    alue = forms.ChoiceField(label=_("Area"), error_messages={"required": _("Choose an area.")})


class ReceiptForm(forms.Form):
    code = forms.CharField(
        label=_("Receipt code"),
        help_text=_("24 letters and numbers in six groups, for example K7QF-2MWD-…"),
        max_length=60,
        error_messages={"required": _("Write the code of your receipt.")},
    )


class DrawForm(forms.Form):
    seed = forms.CharField(
        label=_("Public seed of the draw"),
        help_text=_("Something that nobody could know or choose beforehand, for example the week's lottery numbers."),
        max_length=100,
        error_messages={"required": _("Write the seed of the draw.")},
    )
    witness = forms.CharField(
        label=_("Who saw the draw"),
        help_text=_("Posts, not names: “participation coordinator and secretary of the election board”."),
        max_length=200,
        error_messages={"required": _("Write who saw the draw.")},
    )


class DecisionForm(forms.Form):
    body = forms.ModelChoiceField(label=_("Who decided"), queryset=Body.objects.none(), empty_label=None)
    decided_on = DatePartsField(label=_("Day of the decision"))
    paragraph = forms.CharField(label=_("Paragraph"), help_text=_("For example § 312"), max_length=20, required=False)

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies


class VoterCodeForm(forms.Form):
    voter_code = forms.CharField(
        label=_("Voter code"),
        help_text=_("12 letters and numbers in three groups, for example K7QF-2MWD-9XTB. Capitals and lines do not matter."),
        max_length=40,
        error_messages={"required": _("Write the code that you were given.")},
    )


class KioskForm(forms.Form):
    place = forms.CharField(
        label=_("Place of the voting point"),
        help_text=_("For example “Main library, 1st floor”. The voters see it on the device."),
        max_length=120,
        error_messages={"required": _("Write where the voting point is.")},
    )


class KioskCodeForm(forms.Form):
    kiosk_code = forms.CharField(
        label=_("Code of the voting point"),
        help_text=_("The one who opened the voting point has it: 12 letters and numbers in three groups."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the code of the voting point.")},
    )


class CodeBatchForm(forms.Form):
    """A number of codes, or one for each personal identity code of a list. `cards` are the people of the list, never stored."""

    holder = forms.CharField(
        label=_("Who holds the sheets"),
        help_text=_("A post or a place, not a name: “teacher of class 7B, Launeen koulu”."),
        max_length=120,
        error_messages={"required": _("Write who holds the sheets.")},
    )
    people = forms.CharField(
        label=_("People on a list"),
        help_text=_(
            "One personal identity code on each row. Each code is then one person's vote, and the roll stops a second vote in any way of "
            "voting. The identity codes are not stored."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    count = forms.IntegerField(
        label=_("Or: number of codes without a list"),
        help_text=_("Whoever hands them out must see to it that nobody votes twice: the roll cannot know who got a sheet."),
        required=False,
        min_value=1,
        max_value=LARGEST_BATCH,
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round

    def clean_people(self) -> list[Card]:
        rows = [row for row in self.cleaned_data["people"].splitlines() if row.strip()]
        if len(rows) > LARGEST_BATCH:
            raise forms.ValidationError(_("A batch has at most %(most)s codes.") % {"most": LARGEST_BATCH})
        cards = [read_card(row) for row in rows]
        wrong = [number for number, card in enumerate(cards, 1) if card is None]
        young = [number for number, card in enumerate(cards, 1) if card and on_roll(self.round, card) != Eligibility.OK]
        good = [card for card in cards if card]
        problems = []
        if wrong:
            problems.append(_("No personal identity code on the rows: %(rows)s.") % {"rows": ", ".join(map(str, wrong))})
        if young:
            problems.append(_("Too young for this vote, rows: %(rows)s.") % {"rows": ", ".join(map(str, young))})
        if len(set(good)) != len(good):
            problems.append(_("The same person is on two rows."))
        if problems:
            raise forms.ValidationError(problems)
        return good

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("people")) == bool(data.get("count")):
            self.add_error("count", _("Give either a list of people or a number of codes."))
        return data


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the codes are made void"),
        max_length=300,
        error_messages={"required": _("Write why the codes are made void.")},
    )


class SealForm(forms.Form):
    backups_gone_on = DatePartsField(
        label=_("Day when the last backup of the voting time is gone"),
        help_text=_("Ask the keeper of the server. Backups made while votes were taken hold the rows in their first order."),
    )
    saw = forms.BooleanField(
        label=_("I have checked that the numbers above agree"),
        error_messages={"required": _("Check the numbers first and say that you have.")},
    )


class AlternativesForm(forms.Form):
    proposals = forms.TypedMultipleChoiceField(
        label=_("Proposals that do not go together"),
        help_text=_("For example because they need the same place. Choose at least two of one area."),
        coerce=int,
        widget=TickCards(),
        error_messages={"required": _("Choose at least two proposals that are voted on.")},
    )

    def __init__(self, *args: Any, proposals: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = proposals


class UndoForm(forms.Form):
    group = forms.IntegerField(min_value=1, max_value=32_000)


class ExclusionForm(forms.Form):
    """The reason in three languages and the decision; `grounds` is all of it."""

    reason_fi = forms.CharField(
        label=_("Reason in Finnish"),
        help_text=_("Everyone sees it: “The place was sold, so the benches cannot be put there.”"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the proposal is taken out.")},
    )
    reason_sv = forms.CharField(label=_("Reason in Swedish"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    reason_en = forms.CharField(label=_("Reason in English"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    decision = forms.CharField(
        label=_("Decision"),
        help_text=_("Who decided and where it stands, for example “City board § 12”."),
        max_length=200,
        error_messages={"required": _("Write which decision says so.")},
    )
    decided_on = DatePartsField(label=_("Day of the decision"))

    @property
    def grounds(self) -> Grounds:
        return Grounds(**self.cleaned_data)


class DeskForm(forms.Form):
    identity_code = forms.CharField(
        label=_("Personal identity code on the card"),
        help_text=_("Look at the identity card and at the home municipality. The code is not stored."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the personal identity code on the card.")},
    )

    def clean_identity_code(self) -> Card:
        card = read_card(self.cleaned_data["identity_code"])
        if card is None:
            raise forms.ValidationError(_("This is not a personal identity code. Check it from the card."))
        return card

    @property
    def card(self) -> dict[str, Card]:
        return {"card": self.cleaned_data["identity_code"]}


class PaperForm(forms.Form):
    area = forms.ChoiceField(label=_("Area of the ballot"))
    place = forms.CharField(
        label=_("Place of the box"), max_length=120, error_messages={"required": _("Write where the box is.")}
    )
    size = forms.IntegerField(
        label=_("Number of papers"), min_value=1, max_value=500, error_messages={"required": _("Write how many papers you print.")}
    )

    def __init__(self, *args: Any, areas: Sequence[RoundArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.slug: area for area in areas}
        self.fields["area"].choices = [(area.slug, area.name) for area in areas]

    def clean_area(self) -> RoundArea:
        return self.areas[self.cleaned_data["area"]]


class KeyForm(forms.Form):
    """What is read from one paper; `entry` is what the action takes."""

    serial = forms.IntegerField(
        label=_("Number of the paper"), min_value=1, error_messages={"required": _("Write the number printed on the paper.")}
    )
    marks = forms.CharField(
        label=_("Numbers of the chosen proposals"),
        help_text=_("For example 3 7 12. Where the ballot has points or places, write them after the number: 3=5 7=2."),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_blank = forms.BooleanField(label=_("The paper is blank or invalid"), required=False)
    decides = forms.BooleanField(label=_("This is the third look that decides"), required=False)

    def __init__(self, *args: Any, numbers: Sequence[int], round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers, self.round = numbers, round

    def clean_marks(self) -> dict[int, int]:
        try:
            return read_marks(self.cleaned_data["marks"], self.numbers, self.round.ballot_type, self.round.max_choices or 0)
        except Unreadable as wrong:
            raise forms.ValidationError(_("“%(word)s” is no mark on this ballot.") % {"word": wrong}) from wrong

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "marks" in data and bool(data["marks"]) == bool(data.get("is_blank")):
            self.add_error("marks", _("Write the chosen proposals, or say that the paper is blank or invalid."))
        return data

    @property
    def entry(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("serial", "marks", "decides")}


class AcceptForm(forms.Form):
    protocol = forms.IntegerField(
        label=_("Papers in the box by its protocol"),
        min_value=0,
        error_messages={"required": _("Write how many papers the protocol of the box gives.")},
    )


class PollForm(forms.Form):
    """An election file; `poll` is what was read of it."""

    file = forms.FileField(
        label=_("A file in Pabulib's format (.pb)"),
        help_text=_("For example an election of another town from pabulib.org. At most 5 MB. It is counted and not stored."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Poll:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_POLL:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        try:
            return read_poll(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not a text in UTF-8.")) from error
        except NotAPoll as error:
            raise forms.ValidationError(_("This is not an election file: %(why)s") % {"why": error}) from error


class RulesForm(forms.ModelForm):
    """How people vote and how the votes are counted, until the voting is opened."""

    class Meta:
        model = Round
        fields = ["ballot_type", "max_choices", "max_points", "counting_rule", "fills_up", "threshold", "tie_rule", "may_replace"]
        labels = {
            "ballot_type": _("What a voter does"),
            "max_choices": _("How many proposals"),
            "max_points": _("How many points"),
            "counting_rule": _("How the votes are counted"),
            "fills_up": _("What equal shares leave is used for those with the most votes"),
            "threshold": _("Least votes or points"),
            "tie_rule": _("If equals compete for the money"),
            "may_replace": _("A voter may replace a sent vote with its receipt until the voting ends"),
        }
        help_texts = {
            "max_choices": _("Only where the voter chooses a given number, or puts the best ones in order."),
            "max_points": _("Only where the voter shares points."),
            "may_replace": _("Whoever has the receipt can do it. It helps somebody who was pressed, and also somebody who wants to press."),
        }
        widgets = {
            **{name: forms.RadioSelect() for name in ("ballot_type", "counting_rule", "tie_rule")},
            **{name: forms.NumberInput({"class": "govuk-input--width-4"}) for name in ("max_choices", "max_points", "threshold")},
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, needs = data.get("ballot_type"), {"max_choices": COUNTED_BALLOTS, "max_points": [BallotType.POINTS]}
        for name, kinds in needs.items():
            if kind not in kinds:
                data[name] = None
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, _("Write a number that is at least 1."))
        if data.get("counting_rule") in CountingRule.sharing() and kind not in BallotType.approving():
            self.add_error("counting_rule", _("Equal shares need votes that only choose, not points or an order."))
        if data.get("counting_rule") not in CountingRule.sharing():
            data["fills_up"] = False
        return data
