"""The path of one matter as it is drawn, and the shelf of what matters led to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participation.matters.enums import MatterKind, MatterState, StepKind
from participation.matters.models import Matter, Step
from participation.matters.queries.attachments import FileRow
from participation.matters.queries.words import (
    coming_words,
    is_late,
    late_sentence,
    next_words,
    paragraph_of,
    step_meta,
    step_texts,
    step_title,
    tag_of,
)  # fmt: skip
from participation.matters.rules import BESIDE, STAGE_OF, STAGES, coming_after, is_finished
from portal.shelves import Shelf


@dataclass(frozen=True)
class LedTo:
    """Something that the matter led to: a proposal, a measure, a page of the report. `icon` is a name of portal.icons."""

    title: str
    text: str
    url: str
    icon: str = "flag"


LED_TO: Shelf[Callable[[Matter], Sequence[LedTo]]] = Shelf("matters.led_to")


@dataclass(frozen=True)
class PathStep:
    """A step as components/path.html draws it. `internal` is for the desk only; residents' pages never get it."""

    kind: str
    state: str
    title: str
    meta: str = ""
    texts: Sequence[str] = ()
    tag: str = ""
    next: str = ""
    link_url: str = ""
    link_label: str = ""
    internal: str = ""
    answer: str = ""
    key: int = 0
    files: Sequence[FileRow] = ()


def with_files(path: Sequence[PathStep], files: Sequence[FileRow]) -> list[PathStep]:
    """The path with the files of each step beside its words."""
    return [replace(step, files=[file for file in files if file.step == step.key]) if step.key else step for step in path]


def with_steps(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """The matters with their steps and all that the path tells of each, in one more query."""
    return matters.prefetch_related(Prefetch("steps", Step.objects.select_related("organisation", "receiver", "post__unit", "body")))


def tags_of(matter: Matter, today: date) -> list[tuple[str, str]]:
    """(state, words) of the tags over the title; what waits past its promise says so."""
    tags = [tag_of(matter)]
    if is_late(matter, today):
        tags.append(("late", pgettext("matter", "Late")))
    if matter.organisation.is_county:
        tags.append(("county", _("Wellbeing services county")))
    return tags


def stage_of(matter: Matter) -> str:
    """“Vaihe 6 / 7”: only an idea is promised the whole path."""
    number = STAGE_OF.get(matter.state_now)
    if matter.kind != MatterKind.IDEA or number is None or is_finished(matter.state_now, matter.outcome):
        return ""
    return _("Stage %(number)s of %(all)s") % {"number": number, "all": len(STAGES)}


def path_of(matter: Matter, steps: Sequence[Step], today: date, *, with_internal: bool = False) -> list[PathStep]:
    """Done steps, the one that is under way, and those that surely come."""
    finished = is_finished(matter.state_now, matter.outcome)
    last = next((step for step in reversed(steps) if step.kind not in BESIDE), None)
    path = [drawn(step, matter, today, is_now=step is last and not finished, with_internal=with_internal) for step in steps]
    if last is not None:
        path += [coming(kind, matter, last, today) for kind in coming_after(matter.state_now, matter.outcome, MatterKind(matter.kind))]
    return path


def drawn(step: Step, matter: Matter, today: date, *, is_now: bool, with_internal: bool) -> PathStep:
    late = is_now and (is_late(matter, today) or (step.next_by is not None and step.next_by < today))
    link_url, link_label = link_of(step)
    return PathStep(
        kind=step.kind,
        state="late" if late else "now" if is_now else "done",
        title=step_title(step),
        meta=step_meta(step, matter),
        texts=[*step_texts(step, matter), *([late_sentence(matter, today)] if is_now and is_late(matter, today) else [])],
        tag=now_tag(matter, late) if is_now else "",
        next=next_words(step, matter, today) if is_now else "",
        link_url=link_url,
        link_label=link_label,
        internal=step.internal_text if with_internal else "",
        answer=step.public_text if with_internal and step.kind == StepKind.ANSWERED else "",
        key=step.pk,
    )


def now_tag(matter: Matter, late: bool) -> str:
    if late:
        return pgettext("matter", "Late")
    if matter.state in (MatterState.PREPARED, MatterState.IMPLEMENTED):
        return pgettext("matter", "Under way")
    if matter.state in (MatterState.ANSWERED, MatterState.DECIDED):
        return pgettext("matter", "Goes on")
    return tag_of(matter)[1]


def link_of(step: Step) -> tuple[str, str]:
    if step.kind == StepKind.ANSWERED:
        return "#answer", _("Read the answer")
    if step.kind == StepKind.DECIDED and step.link:
        return step.link, _("Open the decision %(paragraph)s") % {"paragraph": paragraph_of(step)}
    if step.kind == StepKind.NOT_OURS and step.link:
        return step.link, _("Open their page")
    return "", ""


def coming(kind: StepKind, matter: Matter, last: Step, today: date) -> PathStep:
    meta, text = coming_words(kind, matter, last, today)
    return PathStep(kind, "coming", str(kind.label), meta, [text] if text else [], tag=pgettext("step", "Coming"))
