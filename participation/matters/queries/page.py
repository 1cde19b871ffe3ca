"""The page of one matter: what was said, the path, the answers, what it led to, who answers now, and what its sender may do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from participation.matters.enums import Helped, MatterKind, MatterState, StepKind
from participation.matters.models import Echo, Matter, Step, Support
from participation.matters.permissions import is_shown, was_appealed
from participation.matters.queries.attachments import FileRow
from participation.matters.queries.clock import Stay, stays_at
from participation.matters.queries.path import (
    LED_TO,
    LedTo,
    PathStep,
    path_of,
    stage_of,
    tags_of,
    with_files,
    with_steps,
)
from participation.matters.queries.words import awaited_words, paragraph_of, sender_line, step_who, tag_of
from participation.matters.rules import CLOSED, WITH_ANSWER, can_take, round_of
from people.models import Person, User
from portal.numerals import day


@dataclass(frozen=True)
class Answer:
    """An official answer in full. `text` keeps its line breaks."""

    post: str
    organisation: str
    on: str
    text: str
    files: Sequence[FileRow] = ()

    @property
    def initials(self) -> str:
        """“HK” of “Hyvinvointikoordinaattori, Lahti”: a round mark, never a person's."""
        return "".join(word[0] for word in re.findall(r"\w+", self.post)[:2]).upper()


@dataclass(frozen=True)
class Responsible:
    """Who answers now: a post with its phone and hours, or the organisation as long as there is none."""

    post: str
    unit: str
    phone: str
    hours: str


@dataclass(frozen=True)
class Joined:
    """The matter in which a joined one goes on. `title` and `url_word` are empty unless everyone may see it."""

    tag: tuple[str, str]
    title: str
    url_word: str
    steps: Sequence[PathStep]
    next: str


@dataclass(frozen=True)
class MatterPage:
    """`stays` are told of a matter that has been at more than one organisation. `told` is what the sender said of the answer."""

    matter: Matter
    tags: Sequence[tuple[str, str]]
    sender_line: str
    stage: str
    steps: Sequence[PathStep]
    files: Sequence[FileRow]
    answers: Sequence[Answer]
    led_to: Sequence[LedTo]
    responsible: Responsible
    stays: Sequence[Stay]
    joined: Joined | None
    support_count: int
    is_supported: bool
    can_be_supported: bool
    is_sender: bool
    can_withdraw: bool
    can_ask_review: bool
    can_tell: bool
    told: Helped | None

    @property
    def is_idea(self) -> bool:
        return self.matter.kind == MatterKind.IDEA

    @property
    def ways_to_tell(self) -> list[Helped]:
        return list(Helped)

    @property
    def has_ended(self) -> bool:
        """Whether nobody owes anything more, so that nobody “answers now”."""
        return self.matter.state in CLOSED


def matter_page(
    matter: Matter, person: Person, today: date, *, is_sender: bool, files: Sequence[FileRow] = ()
) -> MatterPage:
    """Everything on the page of a matter (read `with_steps`) that the reader may see.

    Two queries and those of the LED_TO shelf; one more for a sender, three more for a matter that was joined to another. Of `files` each
    stands with its step.
    """
    steps = public_steps(matter)
    count, supported = supports_of(matter, person)
    target = target_of(matter)
    answered = answers_of(steps, files) if target is None else answers_of(shared_steps(matter, target), files)
    told = told_by(matter) if is_sender and matter.state in WITH_ANSWER else None
    return MatterPage(
        matter=matter,
        tags=tags_of(matter, today),
        sender_line=sender_line(matter),
        stage=stage_of(matter),
        steps=with_files(path_of(matter, steps, today), of_other_steps(files, steps)),
        files=[file for file in files if file.step is None],
        answers=answered,
        led_to=[item for provider in LED_TO for item in provider(target or matter)],
        responsible=responsible_for(target or matter),
        stays=stays_at(matter, steps, today),
        joined=joined_of(matter, target, today, files) if target else None,
        support_count=count,
        is_supported=supported,
        can_be_supported=is_shown(matter) and matter.kind == MatterKind.IDEA,
        is_sender=is_sender,
        can_withdraw=is_sender and can_take(matter.state_now, StepKind.WITHDRAWN) and not carries_others(matter),
        can_ask_review=is_sender and matter.state == MatterState.DECLINED and not was_appealed(matter),
        can_tell=is_sender and matter.state in WITH_ANSWER and told is None,
        told=told,
    )


def public_steps(matter: Matter) -> list[Step]:
    return [step for step in matter.steps.all() if step.is_public]


def carries_others(matter: Matter) -> bool:
    """Whether others wait for the same answer, so that the sender cannot take it back."""
    return matter.merged.exists()


def told_by(matter: Matter) -> Helped | None:
    """What the sender said of the answer that stands now. One query."""
    echo = Echo.objects.filter(matter=matter, round=round_of(matter.reopened_at)).first()
    return Helped(echo.helped) if echo else None


def can_open_again(matter: Matter) -> bool:
    return matter.reopened_at is None and can_take(matter.state_now, StepKind.REOPENED)


def target_of(matter: Matter) -> Matter | None:
    """The matter that this one was joined to, with its steps."""
    if matter.merged_into_id is None:
        return None
    around = ("origin__parent", "organisation", "topic", "area", "post__unit", "post__organisation")
    return with_steps(Matter.objects.select_related(*around)).get(pk=matter.merged_into_id)


def shared_steps(matter: Matter, target: Matter) -> list[Step]:
    """The other path as the sender of a joined matter may read it: whole when everyone may, otherwise what was done since the joining."""
    steps = public_steps(target)
    if is_shown(target):
        return steps
    joined = next(step.at for step in reversed(public_steps(matter)) if step.kind == StepKind.MERGED)
    return [step for step in steps if step.at > joined]


def joined_of(matter: Matter, target: Matter, today: date, files: Sequence[FileRow]) -> Joined:
    shown = is_shown(target)
    steps = shared_steps(matter, target)
    return Joined(
        tag=tag_of(target),
        title=target.title if shown else "",
        url_word=target.reference if shown else "",
        steps=with_files(path_of(target, steps, today), of_other_steps(files, steps)) if steps else [],
        next="" if steps else awaited_words(target, today),
    )


def supports_of(matter: Matter, person: Person) -> tuple[int, bool]:
    """(how many accounts support, whether this one does)."""
    count = matter.supports.count()
    return count, isinstance(person, User) and count > 0 and Support.objects.filter(matter=matter, user=person).exists()


def answers_of(steps: Sequence[Step], files: Sequence[FileRow]) -> list[Answer]:
    """The official answers, newest first."""
    return [answer_of(step, files) for step in reversed(steps) if step.kind == StepKind.ANSWERED]


def of_other_steps(files: Sequence[FileRow], steps: Sequence[Step]) -> list[FileRow]:
    """The files without those of the answers, which stand with the answers' full words."""
    answers = {step.pk for step in steps if step.kind == StepKind.ANSWERED}
    return [file for file in files if file.step not in answers]


def led_to_decisions(matter: Matter) -> Sequence[LedTo]:
    """The minutes of what was decided, where the desk gave their address."""
    decisions = [step for step in public_steps(matter) if step.kind == StepKind.DECIDED and step.link]
    return [
        LedTo(
            title=_("Decision %(paragraph)s") % {"paragraph": paragraph_of(step)} if step.paragraph else _("Decision"),
            text=f"{step_who(step)} · {day(step.decided_on or step.at)}", url=step.link, icon="document",
        )
        for step in decisions
    ]  # fmt: skip


def answer_of(step: Step, files: Sequence[FileRow]) -> Answer:
    return Answer(
        post=step_who(step), organisation=step.organisation.name, on=day(step.at), text=step.public_text,
        files=[file for file in files if file.step == step.pk],
    )  # fmt: skip


def responsible_for(matter: Matter) -> Responsible:
    post = matter.post
    if post is None:
        return Responsible(matter.organisation.name, "", matter.organisation.phone, "")
    unit = post.unit.name if post.unit else ""
    return Responsible(post.title, ", ".join(part for part in (unit, matter.organisation.name) if part), post.phone, post.phone_hours)
