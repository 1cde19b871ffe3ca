"""A matter and its steps in plain words, the same on the page and in the mail."""

from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from interfaces.contacts.models import Post
from organisations.models import Organisation
from participation.matters.enums import Channel, DeclineReason, HideReason, MatterKind, MatterState, Outcome, StepKind
from participation.matters.models import Matter, Step
from participation.matters.permissions import was_appealed
from participation.matters.rules import AWAITING, ROUTING_PROMISE, add_working_days, is_finished, working_days_between
from portal.languages import active_language
from portal.numerals import day, short_day

GAP = "\u00a0"


def to_place(organisation: Organisation) -> str:
    """“hyvinvointialueelle”, “Lahdelle”: where something is handed over to."""
    if organisation.is_county:
        return pgettext("handed over", "to the wellbeing services county")
    if active_language() == "fi" and organisation.name_allative_fi:
        return organisation.name_allative_fi
    return pgettext("handed over", "to %(place)s") % {"place": organisation.name}


# State of the tag component and words, by where the matter is.
TAGS: dict[MatterState, tuple[str, str | Promise]] = {
    MatterState.IN_MODERATION: ("coming", pgettext_lazy("matter", "Waits to be read")),
    MatterState.OPEN: ("now", pgettext_lazy("matter", "Waits to be sent on")),
    MatterState.HANDED: ("now", pgettext_lazy("matter", "Waits for the new one to accept it")),
    MatterState.ROUTED: ("now", pgettext_lazy("matter", "Waits for an answer")),
    MatterState.PREPARED: ("now", pgettext_lazy("matter", "An answer is being prepared")),
    MatterState.ANSWERED: ("done", pgettext_lazy("matter", "Answered")),
    MatterState.DECIDED: ("done", pgettext_lazy("matter", "Decided")),
    MatterState.IMPLEMENTED: ("now", pgettext_lazy("matter", "Being carried out now")),
    MatterState.DONE: ("done", pgettext_lazy("matter", "Done")),
    MatterState.CHECKED: ("done", pgettext_lazy("matter", "Done and looked back at")),
    MatterState.DECLINED: ("coming", pgettext_lazy("matter", "Not shown")),
    MatterState.MERGED: ("done", pgettext_lazy("matter", "Goes on in another matter")),
    MatterState.NOT_OURS: ("done", pgettext_lazy("matter", "Belongs to somebody else")),
    MatterState.WITHDRAWN: ("coming", pgettext_lazy("matter", "Taken back")),
}


def tag_of(matter: Matter) -> tuple[str, str]:
    """(state of the tag component, words) for where the matter is."""
    state, outcome = matter.state_now, matter.outcome
    if state in (MatterState.ANSWERED, MatterState.DECIDED) and outcome in (Outcome.NO, Outcome.NOT_YET):
        return "coming", str(Outcome(outcome).label)
    tag, words = TAGS[state]
    return tag, str(words)


def is_late(matter: Matter, today: date) -> bool:
    return matter.state in AWAITING and matter.due_on < today


def sender_line(matter: Matter) -> str:
    """“Idean jätti nimimerkki Kuulolla 3.6.2026 · Paavolan terveysasema”."""
    facts = {"on": day(matter.received_at), "name": matter.sender_name}
    if matter.sender_name:
        first = _("Left by %(name)s (pen name) %(on)s") % facts
    else:
        first = _("Left without a name %(on)s") % facts
    places = [matter.place or (matter.area.name if matter.area else ""), matter.topic.name if matter.topic else ""]
    return " · ".join(part for part in [first, *places] if part)


def step_title(step: Step) -> str:
    if step.kind == StepKind.HANDED_OVER and step.receiver:
        return pgettext("step", "Handed over %(to_place)s") % {"to_place": to_place(step.receiver)}
    if step.kind == StepKind.RETURNED and step.receiver:
        return pgettext("step", "Given back %(to_place)s") % {"to_place": to_place(step.receiver)}
    return str(StepKind(step.kind).label)


def step_who(step: Step) -> str:
    """Who took the step, as a post or an organisation. Never a person."""
    if step.kind == StepKind.DECIDED and step.body:
        return step.body.name
    if step.kind in (StepKind.HANDED_OVER, StepKind.RETURNED) and step.receiver:
        return _("from %(giver)s to %(receiver)s") % {"giver": step.organisation.name, "receiver": step.receiver.name}
    if step.kind in (StepKind.APPEALED, StepKind.FILE_APPEALED, StepKind.REOPENED, StepKind.WITHDRAWN):
        return _("the sender")
    if step.post and step.kind not in (StepKind.ROUTED, StepKind.ACCEPTED):
        return post_and_unit(step.post)
    return step.role or step.organisation.name


def post_and_unit(post: Post) -> str:
    """“Tulosaluejohtaja, työikäisten palvelut”."""
    return f"{post.title}, {post.unit.name}" if post.unit else post.title


def step_meta(step: Step, matter: Matter) -> str:
    """“16.6.2026 · Palvelupäällikkö · 9. työpäivä, luvattu 10”."""
    parts = [day(step.decided_on or step.at), step_who(step)]
    if step.kind == StepKind.ANSWERED and matter.answered_at == step.at:
        parts.append(promise_kept(matter))
    if step.kind == StepKind.RECEIVED and matter.channel != Channel.WEB:
        parts.append(str(Channel(matter.channel).label))
    if step.kind == StepKind.DECIDED and step.paragraph:
        parts[1] = f"{parts[1]} {paragraph_of(step)}"
    return " · ".join(part for part in parts if part)


def paragraph_of(step: Step) -> str:
    """“§ 118”, however it was typed."""
    number = step.paragraph.removeprefix("§").strip()
    return f"§{GAP}{number}" if number else ""


def promise_kept(matter: Matter) -> str:
    received = timezone.localdate(matter.received_at)
    answered = timezone.localdate(matter.answered_at) if matter.answered_at else received
    return _("working day %(day)s, promised %(promised)s") % {
        "day": working_days_between(received, answered), "promised": working_days_between(received, matter.first_due_on or matter.due_on)
    }  # fmt: skip


def step_texts(step: Step, matter: Matter) -> list[str]:
    """What a reader is told of the step: our own sentence where there is one, and the words of the one who took it."""
    own = own_sentence(step, matter)
    written = step.public_text if step.kind != StepKind.ANSWERED else ""
    return [text for text in [own, *written.split("\n\n")] if text.strip()]


def own_sentence(step: Step, matter: Matter) -> str:
    match step.kind:
        case StepKind.RECEIVED:
            return _("The sender got a tracking code at once.")
        case StepKind.PUBLISHED:
            return _("We have read the text. Everyone can see it now.")
        case StepKind.ROUTED if step.post:
            return _("The matter is now with: %(post)s.") % {"post": post_and_unit(step.post)}
        case StepKind.ACCEPTED if step.post:
            facts = {"place": step.organisation.name, "post": post_and_unit(step.post)}
            return _("%(place)s has taken the matter. It is now with: %(post)s.") % facts
        case StepKind.ACCEPTED:
            return _("%(place)s has taken the matter.") % {"place": step.organisation.name}
        case StepKind.ANSWERED:
            return repeated_answer(step, matter)
        case StepKind.REOPENED:
            return _("The sender told that the answer did not help. We look at the matter again.")
        case StepKind.APPEALED:
            return _("The sender asked for a review. Another moderator reads the text.")
        case StepKind.MERGED:
            return _("Somebody has written about the same. We answer both at the same time. Your code still works.")
        case StepKind.NOT_OURS:
            return _("This does not belong to the municipality or to the wellbeing services county.")
        case StepKind.HANDED_OVER if step.receiver and not step.public_text:
            return handing_sentence(step.receiver)
        case StepKind.PREPARED if not step.public_text:
            return _("We are finding out what can be answered.")
        case StepKind.DECLINED if step.reason:
            reason = str(DeclineReason(step.reason).label)
            told = _("We do not show the text. The reason: %(reason)s.") % {"reason": reason[0].lower() + reason[1:]}
            again = _("If you think that we are wrong, ask for a review on this page. Another person then reads the text.")
            return told if was_appealed(matter) else f"{told} {again}"
        case StepKind.WITHDRAWN:
            return _("The sender took the matter back.")
        case StepKind.FILE_HIDDEN if step.reason:
            return hidden_file_sentence(step, matter)
        case StepKind.FILE_APPEALED:
            return _("The sender asked for a review. Another moderator looks at the file.")
        case StepKind.FILE_SHOWN:
            return _("The file that came with the message is shown to others again.")
    return ""


def hidden_file_sentence(step: Step, matter: Matter) -> str:
    """Why others do not see the sender's file. The first time also how to ask for a review: it is asked once."""
    reason = str(HideReason(step.reason).label)
    told = _("We do not show your file to others. The reason: %(reason)s.") % {"reason": reason[0].lower() + reason[1:]}
    if any(each.kind == StepKind.FILE_APPEALED and each.file_id == step.file_id for each in matter.steps.all()):
        return told
    again = _(
        "If you think that we are wrong, ask for a review beside the file on the page of your matter. Another person then looks at it."
    )
    return f"{told} {again}"


def repeated_answer(step: Step, matter: Matter) -> str:
    """A later answer never replaces the words of an earlier one; it says what it is."""
    if matter.reopened_at is not None and step.at > matter.reopened_at:
        return _("This is a new answer, after the matter was opened again.")
    if matter.answered_at is not None and step.at > matter.answered_at:
        return _("This answer corrects the earlier one. Both can be read below.")
    return ""


def handing_sentence(receiver: Organisation) -> str:
    """“Asia kuuluu hyvinvointialueelle.” What the sender needs to know: there is nothing to do."""
    if receiver.is_county:
        return _("The matter belongs to the wellbeing services county. We sent it on. No new message is needed.")
    if not receiver.is_public:
        return _("The matter belongs to: %(place)s. We sent it on. No new message is needed.") % {"place": receiver.name}
    return _("The matter belongs to the municipality %(place)s. We sent it on. No new message is needed.") % {"place": receiver.name}


def next_words(step: Step, matter: Matter, today: date) -> str:
    """What comes next and by which day. A promise that has gone is said to have gone."""
    if step.next_text or step.next_by:
        text = step.next_text.rstrip(".") or pgettext("next", "the answer comes")
        if step.next_by is None:
            return text
        if step.next_by < today:
            return _("%(text)s. The day was %(on)s. We are late.") % {"text": text, "on": day(step.next_by)}
        return _("%(text)s by %(on)s") % {"text": text, "on": day(step.next_by)}
    if is_finished(matter.state_now, matter.outcome):
        return ""
    return awaited_words(matter, today)


def late_sentence(matter: Matter, today: date) -> str:
    late = working_days_between(matter.due_on, today)
    return ngettext(
        "We promised to answer by %(on)s. We are %(n)s working day late.",
        "We promised to answer by %(on)s. We are %(n)s working days late.",
        late,
    ) % {"on": day(matter.due_on), "n": late}


def awaited_words(matter: Matter, today: date) -> str:
    if is_late(matter, today):
        return _("we tell the new day and the reason here")
    soon = add_working_days(timezone.localdate(matter.received_at), ROUTING_PROMISE)
    match matter.state_now:
        case MatterState.IN_MODERATION if soon < today:
            return _("we read the text")
        case MatterState.IN_MODERATION:
            return _("we read the text and show it by %(on)s") % {"on": day(soon)}
        case MatterState.HANDED if matter.accept_by is not None and matter.accept_by >= today:
            facts = {"place": matter.organisation.name, "on": day(matter.accept_by)}
            return _("%(place)s takes the matter or gives it back by %(on)s") % facts
        case MatterState.HANDED:
            return _("%(place)s is late in telling whether it takes the matter") % {"place": matter.organisation.name}
        case MatterState.OPEN if matter.reopened_at is None and soon >= today:
            return _("we send the matter to the right person by %(on)s") % {"on": day(soon)}
        case MatterState.OPEN | MatterState.ROUTED | MatterState.PREPARED:
            return _("the answer comes by %(on)s") % {"on": day(matter.due_on)}
    return ""


def coming_words(kind: StepKind, matter: Matter, step: Step, today: date) -> tuple[str, str]:
    """(meta, text) of a step that is still to come."""
    match kind:
        case StepKind.ROUTED:
            return "", _("We find the one who can answer.")
        case StepKind.ANSWERED:
            return (_("by %(on)s") % {"on": day(matter.due_on)} if matter.due_on >= today else ""), _("The answer comes to this page.")
        case StepKind.IMPLEMENTED:
            return "", _("We tell here how the work goes on.")
        case StepKind.CHECKED:
            if matter.state == MatterState.DONE and step.next_by:
                return _("by %(on)s") % {"on": day(step.next_by)}, step.next_text
            return "", _("We look whether the deed helped, and tell the result here.")
    return "", ""


def meta_line(matter: Matter, supports: int) -> str:
    """“Idea · Liikunta · 41 kannatusta · saapunut 11.11.” on a row of the desk."""
    parts = [str(MatterKind(matter.kind).label), matter.topic.name if matter.topic else _("topic not known")]
    if supports:
        parts.append(ngettext("%(n)s supports", "%(n)s support", supports) % {"n": supports})
    parts.append(_("came %(on)s") % {"on": short_day(matter.received_at)})
    return f"{GAP}· ".join(part.replace(" ", GAP) for part in parts)


def address_of(matter: Matter) -> str | None:
    """Where the sender wants the answer, the author's own address when none was written; None when the sender has ended the messages."""
    if not matter.tells_sender:
        return None
    return matter.reply_email or (matter.author.email if matter.author else None) or None
