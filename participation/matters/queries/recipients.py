"""Who hears of a step, with address, language and pace: the rules of rules.notices applied to one step of one matter."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.crypto import salted_hmac

from organisations.enums import LanguagesInUse
from participation.matters.enums import MailPace, MatterKind, StepKind, Told
from participation.matters.models import Follow, MailChoice, Matter, Step
from participation.matters.permissions import is_shown
from participation.matters.queries.words import address_of
from participation.matters.rules.notices import NOTICES, OF_SENDER, PRECEDENCE, RECEIPTS
from people.enums import Permission
from people.models import User
from people.queries import accounts_with


@dataclass(frozen=True)
class Recipient:
    """Somebody who hears of a step. `matter` is the receiver's own one when it is a sender.

    `follows` are the ids of all follows through which a follower is reached; `user_id` or `subscriber_id` is the follower, `key` a
    subscriber's own.
    """

    told: Told
    address: str
    language: str
    matter: Matter | None = None
    pace: MailPace = MailPace.AT_ONCE
    follows: tuple[int, ...] = ()
    user_id: int | None = None
    subscriber_id: int | None = None
    key: str = ""


def recipients_of(step: Step, matter: Matter) -> list[Recipient]:
    """Everyone who hears of the step, each address once. At most nine queries, whatever the number of followers."""
    told = NOTICES[StepKind(step.kind), MatterKind(matter.kind)]
    found = [each for way in PRECEDENCE if way in told for each in FINDERS[way](step, matter)]
    return without_takers(once_each(found), step, matter)


def without_takers(found: Sequence[Recipient], step: Step, matter: Matter) -> list[Recipient]:
    """Those who took the step know of it; only a receipt goes to them too."""
    by_hand = {step.by.email if step.by else "", address_of(matter) if step.kind in OF_SENDER else ""}
    takers = {address.lower() for address in by_hand if address}
    return [each for each in found if each.address.lower() not in takers or (step.kind in RECEIPTS and each.told == Told.SENDER)]


def fingerprint(address: str) -> str:
    """A keyed hash of an e-mail address, the same in any case: it can be compared but not read."""
    return salted_hmac("participation.matters.address", address.lower(), algorithm="sha256").hexdigest()[:32]


def once_each(found: Sequence[Recipient]) -> list[Recipient]:
    """Each address once, in the first of its ways; those who never want mail about what they follow are left out."""
    kept: dict[str, Recipient] = {}
    for each in found:
        if not each.address or each.pace == MailPace.NEVER:
            continue
        known = kept.get(each.address.lower())
        kept[each.address.lower()] = each if known is None else replace(known, follows=tuple(sorted({*known.follows, *each.follows})))
    return list(kept.values())


# The ways, one finder each.


def sender(step: Step, matter: Matter) -> Iterator[Recipient]:
    yield from own(matter, Told.SENDER)


def joined_senders(step: Step, matter: Matter) -> Iterator[Recipient]:
    """Their matters live on in this one, so its steps are theirs."""
    for each in joined_to(matter):
        yield from own(each, Told.JOINED)


def own(matter: Matter, told: Told) -> Iterator[Recipient]:
    address = address_of(matter)
    if address:
        yield Recipient(told, address, matter.language, matter)


def joined_to(matter: Matter) -> list[Matter]:
    """The matters that were joined to this one, and those that had been joined to them. One query and one more for each layer."""
    found: dict[int, Matter] = {}
    layer = [matter.pk]
    while layer:
        rows = Matter.objects.filter(merged_into__in=layer).select_related("author", "organisation")
        fresh = {row.pk: row for row in rows if row.pk not in found}
        found |= fresh
        layer = list(fresh)
    return list(found.values())


def mailbox(step: Step, matter: Matter) -> Iterator[Recipient]:
    if matter.post is not None and matter.post.mailbox:
        yield Recipient(Told.POST, matter.post.mailbox, working_language(matter))


def working_language(matter: Matter) -> str:
    """The majority's language of the organisation that answers."""
    return "sv" if matter.organisation.languages in (LanguagesInUse.SV, LanguagesInUse.SV_FI) else settings.LANGUAGE_CODE


def coordinators(step: Step, matter: Matter) -> Iterator[Recipient]:
    yield from staff(Told.COORDINATORS, accounts_with(Permission.MATTER_ROUTE, matter.organisation_id))


def giver(step: Step, matter: Matter) -> Iterator[Recipient]:
    handing = matter.steps.filter(kind=StepKind.HANDED_OVER).last()
    if handing is not None:
        yield from staff(Told.GIVER, accounts_with(Permission.MATTER_ROUTE, handing.organisation_id))


def moderators(step: Step, matter: Matter) -> Iterator[Recipient]:
    """A review belongs to somebody else than the one who decided."""
    no = StepKind.FILE_HIDDEN if step.file_id else StepKind.DECLINED
    decided = matter.steps.filter(kind=no, file=step.file_id).last()
    others = [user for user in accounts_with(Permission.MATTER_MODERATE, matter.organisation_id) if not decided or user.pk != decided.by_id]
    yield from staff(Told.MODERATORS, others)


def mentioned(step: Step, matter: Matter) -> Iterator[Recipient]:
    yield from staff(Told.MENTIONED, [row.user for row in step.mentions.select_related("user") if row.user.is_active])


def staff(told: Told, users: Sequence[User]) -> Iterator[Recipient]:
    for user in users:
        if user.email:
            yield Recipient(told, user.email, user.language)


def followers(step: Step, matter: Matter) -> Iterator[Recipient]:
    """Followers of the matter and of those joined to it, as long as everyone may see where it is now."""
    if is_told_openly(step, matter):
        ids = [matter.pk, *(each.pk for each in joined_to(matter))]
        yield from those_of(Told.FOLLOWERS, Follow.objects.filter(matter__in=ids))


def around(step: Step, matter: Matter) -> Iterator[Recipient]:
    if is_told_openly(step, matter):
        yield from those_of(Told.AROUND, Follow.objects.filter(places_of(matter)))


def is_told_openly(step: Step, matter: Matter) -> bool:
    """A public step of a matter that is shown; a joined one is where the matter is that it was joined to."""
    whole = matter.merged_into if step.kind == StepKind.MERGED and matter.merged_into else matter
    return step.is_public and is_shown(whole)


def places_of(matter: Matter) -> Q:
    """Follows of the matter's topic (or the topic over it), its area, and the organisations that got it or answer it now."""
    condition = Q(organisation__in={matter.origin_id, matter.organisation_id})
    if matter.topic is not None:
        condition |= Q(topic__in=[pk for pk in (matter.topic_id, matter.topic.parent_id) if pk])
    if matter.area_id is not None:
        condition |= Q(area=matter.area_id)
    return condition


def those_of(told: Told, follows: QuerySet[Follow]) -> Iterator[Recipient]:
    """Active accounts and confirmed subscribers, each with the pace of its own choice. One query."""
    active = Q(user__is_active=True, user__email__isnull=False) | Q(subscriber__confirmed_at__isnull=False)
    chosen = MailChoice.objects.filter(user=OuterRef("user")).values("pace")[:1]
    for row in follows.filter(active).select_related("user", "subscriber").annotate(chosen=Subquery(chosen)).order_by("pk"):
        follower = row.user or row.subscriber
        if follower is not None:
            pace = row.subscriber.pace if row.subscriber else row.chosen or MailPace.AT_ONCE
            key = row.subscriber.key if row.subscriber else ""
            yield Recipient(
                told, follower.email or "", follower.language, None, MailPace(pace), (row.pk,), row.user_id, row.subscriber_id, key
            )


Finder = Callable[[Step, Matter], Iterator[Recipient]]
FINDERS: dict[Told, Finder] = {
    Told.SENDER: sender, Told.JOINED: joined_senders, Told.FOLLOWERS: followers, Told.AROUND: around, Told.POST: mailbox,
    Told.COORDINATORS: coordinators, Told.GIVER: giver, Told.MODERATORS: moderators, Told.MENTIONED: mentioned,
}  # fmt: skip
