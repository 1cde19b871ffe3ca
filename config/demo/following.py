"""What the demo's residents follow: an idea, a town, a topic once a day. Nobody is written to by it: the steps are behind."""

from datetime import datetime

from config.demo.matters import demo_user
from interfaces.contacts.models import Interface
from organisations.models import Organisation
from participation.matters.actions.following import choose_pace, follow
from participation.matters.enums import MailPace
from participation.matters.models import Matter
from participation.matters.queries.following import Follower, thing_of


def load(now: datetime) -> None:
    lahti = Organisation.objects.get(slug="lahti")
    topic = Interface.objects.select_related("region").get(region__slug="paijat-hame", slug="osallisuus")
    resident, neighbour = Follower(demo_user("asukas")), Follower(demo_user("asukas-heinola"))
    for idea in Matter.objects.of(lahti).shown().ideas().order_by("pk")[:2]:
        follow(thing=thing_of(idea), by=resident, now=now)
    follow(thing=thing_of(lahti), by=resident, now=now)
    follow(thing=thing_of(topic), by=neighbour, now=now)
    choose_pace(by=neighbour, pace=MailPace.DAILY)
