"""What residents told, and what came of it: examples played through the actions, each step on its own day in the past.

Topics, posts and bodies are the real ones of the interfaces chapter; the words, the decisions and the days are made up for the demo and
marked as examples. Nobody in them is a person: senders have pen names or none, and those who answer are posts.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from config.demo.matter_tales import TALES, Tale
from config.demo.people import DOMAIN
from interfaces.contacts.models import Interface, Post
from organisations.models import Area, Body, Organisation
from organisations.queries import region_of
from participation.matters import actions
from participation.matters.actions import Said
from participation.matters.enums import Channel
from participation.matters.models import Matter
from participation.matters.rules import add_working_days, is_working_day
from people.models import Person, User

COORDINATORS = {
    "lahti": "koordinaattori", "asikkala": "asikkala-koordinaattori", "lapinjarvi": "lapinjarvi-koordinaattori",
    "paijat-hame": "hva-koordinaattori",
}  # fmt: skip
OFFICIALS = {**COORDINATORS, "lahti": "virkamies", "paijat-hame": "hva-virkamies"}
MODERATORS = {**COORDINATORS, "lahti": "moderoija"}

ACTIONS: dict[str, tuple[Callable[..., object], dict[str, str]]] = {
    "show": (actions.publish_matter, MODERATORS),
    "decline": (actions.decline_matter, MODERATORS),
    "route": (actions.route_matter, COORDINATORS),
    "hand": (actions.hand_over, COORDINATORS),
    "accept": (actions.accept_matter, COORDINATORS),
    "merge": (actions.merge_matters, COORDINATORS),
    "note": (actions.add_note, COORDINATORS),
    "prepare": (actions.begin_preparation, OFFICIALS),
    "answer": (actions.answer_matter, OFFICIALS),
    "decide": (actions.record_decision, OFFICIALS),
    "work": (actions.record_implementation, OFFICIALS),
    "done": (actions.mark_done, OFFICIALS),
    "check": (actions.check_effect, OFFICIALS),
}


def load(now: datetime) -> None:
    for tale in TALES:
        play(tale, now)


def play(tale: Tale, now: datetime) -> None:
    """Leave the matter, take its steps and support it, each so many working days ago."""
    place = Organisation.objects.select_related("parent").get(slug=tale.place)
    matter = actions.leave_matter(
        organisation=place, said=said_in(tale, place), by=sender_of(tale), now=moment(now, tale.days_ago, 0),
        channel=Channel(tale.channel), is_example=True,
    )  # fmt: skip
    for order, (word, days_ago, words) in enumerate(tale.steps, 1):
        take(matter.pk, word, moment(now, days_ago, order), words, now)
    if tale.echo is not None:
        days_ago, helped, why = tale.echo
        actions.tell_whether_it_helped(
            matter=matter, helped=helped, why=why, by=AnonymousUser(), code=matter.code, now=moment(now, days_ago, 0)
        )
    for name in tale.supporters:
        actions.support_idea(matter=Matter.objects.get(pk=matter.pk), by=demo_user(name), now=moment(now, 1, 0))


def demo_user(name: str) -> User:
    return User.objects.get(email=f"{name}@{DOMAIN}")


def sender_of(tale: Tale) -> Person:
    """An account, nobody, or the coordinator who wrote down what a resident said."""
    if tale.channel != Channel.WEB:
        return demo_user(COORDINATORS[tale.place])
    return demo_user(tale.author) if tale.author else AnonymousUser()


def said_in(tale: Tale, place: Organisation) -> Said:
    return Said(
        kind=tale.kind, title=tale.title, text=tale.text, language=tale.language, place=tale.where, sender_name=tale.pen_name,
        topic=Interface.objects.get(region=region_of(place), slug=tale.topic) if tale.topic else None,
        area=Area.objects.get(organisation=place, name_fi=tale.area) if tale.area else None, reply_email=tale.email, reply_phone=tale.phone,
    )  # fmt: skip


def take(pk: int, word: str, at: datetime, words: dict[str, Any], now: datetime) -> None:
    matter = Matter.objects.select_related("organisation").get(pk=pk)
    act, actors = ACTIONS[word]
    act(matter=matter, by=demo_user(actors[matter.organisation.slug]), now=at, **resolved(words, matter.organisation, now))


def resolved(words: dict[str, Any], organisation: Organisation, now: datetime) -> dict[str, Any]:
    """Names of posts and bodies as rows, and working days from now as dates."""
    found = dict(words)
    if "receiver" in found:
        organisation = found["receiver"] = Organisation.objects.get(slug=found["receiver"])
    if "into" in found:
        found["into"] = Matter.objects.get(title=found["into"], origin=organisation)
    if "post" in found:
        title, unit = found["post"]
        found["post"] = Post.objects.get(organisation=organisation, title_fi=title, unit__name_fi=unit or None)
    if "body" in found:
        found["body"] = Body.objects.get(organisation=organisation, name_fi=found["body"])
    if "decided_on" in found:
        found["decided_on"] = moment(now, found["decided_on"], 0).date()
    if "next_by" in found:
        found["next_by"] = working_day(timezone.localdate(now), found["next_by"])
    return found


def working_day(today: date, count: int) -> date:
    """So many working days after today, or before it when negative."""
    if count >= 0:
        return add_working_days(today, count)
    day = today
    for _each in range(-count):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day


def moment(now: datetime, days_ago: int, order: int) -> datetime:
    """A working day in the past, in office hours; the steps of a day follow each other."""
    day = working_day(timezone.localdate(now), -days_ago)
    return timezone.make_aware(datetime.combine(day, time(9 + order % 7, 12 * (order % 5))))
