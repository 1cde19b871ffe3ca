"""The steps of the desk as forms: each has its word in the address, its form, its action and its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.matters import actions, forms
from participation.matters.actions.attachments import take_with_files
from participation.matters.enums import MatterState, StepKind
from participation.matters.models import Draft, Step
from participation.matters.queries import DeskMatterPage, consequence_of
from portal.exceptions import ChangedMeanwhile, NotVisible, RuleBroken


@dataclass(frozen=True)
class DeskStep:
    """A step that the desk takes. `button` names the deed; `said` is told afterwards."""

    kind: StepKind
    word: str
    form: type[forms.StepForm]
    act: Callable[..., Step]
    title: str | Promise
    button: str | Promise
    said: str | Promise


K = StepKind
STEPS: Sequence[DeskStep] = (
    DeskStep(
        K.PUBLISHED, "nayta", forms.PublishForm, actions.publish_matter, _("Show to everyone"), _("Show to everyone"),
        _("The text is now shown to everyone."),
    ),
    DeskStep(
        K.ROUTED, "ohjaa", forms.RouteForm, actions.route_matter, _("Send to the one who answers"), pgettext_lazy("desk", "Send on"),
        _("The matter is with the one who answers."),
    ),
    DeskStep(
        K.HANDED_OVER, "siirra", forms.HandOverForm, actions.hand_over, _("Hand over to another organisation"),
        pgettext_lazy("desk", "Hand over"), _("The matter was handed over. You can follow it here."),
    ),
    DeskStep(
        K.ACCEPTED, "ota-vastaan", forms.AcceptForm, actions.accept_matter, _("Accept the matter"), pgettext_lazy("desk", "Accept"),
        _("The matter is yours now, and the sender was told so."),
    ),
    DeskStep(
        K.RETURNED, "palauta", forms.ReturnForm, actions.return_matter, _("Give the matter back"), pgettext_lazy("desk", "Give back"),
        _("The matter was given back. You can follow it here."),
    ),
    DeskStep(
        K.ANSWERED, "vastaa", forms.AnswerForm, actions.answer_matter, pgettext_lazy("desk", "Answer"),
        pgettext_lazy("desk", "Send the answer"), _("The answer has been given."),
    ),
    DeskStep(
        K.PREPARED, "valmistele", forms.PrepareForm, actions.begin_preparation, _("Tell that the answer is being prepared"),
        pgettext_lazy("desk", "Tell it"), _("The path now tells what is going on."),
    ),
    DeskStep(
        K.DECIDED, "paata", forms.DecideForm, actions.record_decision, _("Record a decision"), _("Record the decision"),
        _("The decision is on the path."),
    ),
    DeskStep(
        K.IMPLEMENTED, "toteuta", forms.ImplementForm, actions.record_implementation, _("Tell how the work goes on"),
        pgettext_lazy("desk", "Tell it"), _("The path now tells what is going on."),
    ),
    DeskStep(
        K.DONE, "valmis", forms.DoneForm, actions.mark_done, _("Tell that it is done"), _("Mark as done"), _("The matter is done."),
    ),
    DeskStep(
        K.CHECKED, "tarkista", forms.CheckForm, actions.check_effect, _("Tell what changed"), pgettext_lazy("desk", "Tell it"),
        _("The effect is on the path."),
    ),
    DeskStep(
        K.NOT_OURS, "ei-meille", forms.NotOursForm, actions.tell_not_ours, _("Tell that it belongs to somebody else"),
        pgettext_lazy("desk", "Tell it"), _("The path now tells where to turn."),
    ),
    DeskStep(
        K.NOTE, "muistiinpano", forms.NoteForm, actions.add_note, _("Write an internal note"), _("Save the note"),
        _("The note was saved."),
    ),
    DeskStep(
        K.DECLINED, "ala-nayta", forms.DeclineForm, actions.decline_matter, _("Do not show"), _("Do not show the text"),
        _("The text is not shown. The sender sees the reason."),
    ),
)  # fmt: skip
BY_WORD = {step.word: step for step in STEPS}
BY_KIND = {step.kind: step for step in STEPS}


# The step that comes next on the straight path: its form stands open.
LIKELY = {
    MatterState.IN_MODERATION: K.PUBLISHED, MatterState.OPEN: K.ROUTED, MatterState.HANDED: K.ACCEPTED,
    MatterState.ROUTED: K.ANSWERED, MatterState.PREPARED: K.ANSWERED,
    MatterState.ANSWERED: K.IMPLEMENTED, MatterState.DECIDED: K.IMPLEMENTED, MatterState.IMPLEMENTED: K.IMPLEMENTED,
    MatterState.DONE: K.CHECKED,
}  # fmt: skip


def step_at(word: str) -> DeskStep:
    if word not in BY_WORD:
        raise NotVisible(word)
    return BY_WORD[word]


@dataclass(frozen=True)
class Offer:
    """A step as the page shows it: what it does, and its form. The likely one stands open, or the one that was sent."""

    step: DeskStep
    form: forms.StepForm
    consequence: str
    is_open: bool


def offers_for(page: DeskMatterPage, *, sent: forms.StepForm | None = None, word: str = "") -> list[Offer]:
    """The steps that role and state permit, the likely one first; a form that was sent stays, whatever happened meanwhile."""
    steps = [step for step in STEPS if step.kind in page.offered or step.word == word]
    likely = K.ANSWERED if page.around.draft else LIKELY.get(page.matter.state_now)
    steps.sort(key=lambda step: step.kind != likely)
    first = next((step for step in steps if step.kind != K.NOTE), None)
    offers = []
    for step in steps:
        form = sent if sent is not None and step.word == word else blank_form(step, page)
        is_open = step.word == word if word else step is first
        offers.append(Offer(step, form, consequence_of(step.kind, page.matter), is_open))
    return offers


def blank_form(step: DeskStep, page: DeskMatterPage) -> forms.StepForm:
    """A fresh form with what the contacts propose."""
    initial: dict[str, Any] = {"version": page.matter.version, "token": uuid4()}
    if step.kind == K.ACCEPTED and page.matter.post:
        initial["post"] = page.matter.post
    elif step.kind in (K.ROUTED, K.ACCEPTED) and page.proposed:
        initial["post"] = page.proposed.post
    if step.kind == K.HANDED_OVER:
        initial |= {"receiver": page.suggested_receiver, "post": page.other_side.post if page.other_side else None}
    if step.kind == K.ANSWERED:
        initial |= drafted(page.around.draft)
    return step.form(initial=initial, **arguments(step, page))


def drafted(draft: Draft | None) -> dict[str, Any]:
    """What the form of the answer begins with: the draft, if there is one."""
    if draft is None:
        return {"draft": 0}
    names = ("text", "outcome", "came_of_it", "next_text", "next_by", "note")
    return {"draft": draft.version, **{name: getattr(draft, name) for name in names}}


def sent_form(step: DeskStep, page: DeskMatterPage, request: HttpRequest, kind: type[forms.StepForm] | None = None) -> forms.StepForm:
    """The form as it was sent; as a draft when the button that removes an identity code or brings in a template was pressed."""
    data: QueryDict = request.POST
    is_draft = forms.REMOVE in data or forms.INSERT in data
    if forms.INSERT in data:
        data = forms.with_template(data, page.around.templates, page.matter.language)
    data = forms.with_code_removed(data) if forms.REMOVE in data else data
    return (kind or step.form)(data, request.FILES, is_draft=is_draft, **arguments(step, page))


def arguments(step: DeskStep, page: DeskMatterPage) -> dict[str, Any]:
    """Each form of the page has ids of its own."""
    given: dict[str, Any] = {"matter": page.matter, "auto_id": f"{step.word}-%s"}
    if step.kind == K.HANDED_OVER:
        given["other_side"] = page.other_side.post if page.other_side else None
    if step.kind in (K.ROUTED, K.ACCEPTED):
        given["posts"] = page.posts
    if step.kind == K.NOTE:
        given["colleagues"] = page.around.others
    return given


def take(step: DeskStep, form: forms.StepForm, request: HttpRequest, now: Any) -> bool:
    """Take the step; a rule that says no, or a change by somebody else, is told in the form, and what was typed stays."""
    try:
        take_with_files(step.act, files=form.sent_files(), matter=form.matter, by=request.user, now=now, **form.words())
    except (RuleBroken, ChangedMeanwhile) as refusal:
        form.add_error(None, refusal.message)
        form.has_changed_meanwhile = isinstance(refusal, ChangedMeanwhile)
        return False
    return True
