"""How tests tell a story: leave a matter, take its steps, each by the one whose work it is."""

from dataclasses import replace
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser

from interfaces.contacts.enums import Side
from interfaces.contacts.models import Assignment, Post
from participation.matters import actions
from participation.matters.actions import Said
from participation.matters.enums import DeclineReason, MatterKind, MatterState, Outcome
from participation.matters.models import Matter
from tests.personas import NOW

HETU = "131052-308T"  # the model code of the Digital and Population Data Services Agency: nobody's
IDEA = Said(kind=MatterKind.IDEA, title="Vuoronumero ääneen", text="Aulassa vuoronumero näkyy vain ruudulla. Voisiko sen kuuluttaa?")
SOON = date(2099, 3, 1)  # whenever these tests are run


def leave(organisation, *, by=None, now=NOW, **words):
    """What somebody leaves; an idea unless told."""
    channel = {"channel": words.pop("channel")} if "channel" in words else {}
    token = words.pop("token", None)
    said = replace(IDEA, **words)
    return actions.leave_matter(organisation=organisation, said=said, by=by or AnonymousUser(), now=now, token=token, **channel)


def fresh(matter):
    return Matter.objects.select_related("organisation", "origin").get(pk=matter.pk)


def post_of(organisation, title="Liikuntavastaava"):
    return Post.objects.get_or_create(organisation=organisation, title_fi=title)[0]


def assign(interface, organisation, title, side=Side.MUNICIPALITY):
    post = post_of(organisation, title)
    place = organisation if side == Side.MUNICIPALITY else None
    return Assignment.objects.create(interface=interface, side=side, municipality=place, post=post, confirmed_on=NOW.date())


class Desk:
    """The steps of Lahti's and the county's desks, each a day after the one before."""

    def __init__(self, place, cast):
        self.place, self.cast, self.now = place, cast, NOW

    def tick(self):
        self.now += timedelta(days=1)
        return self.now

    def who(self, matter, lahti, county):
        return county if matter.organisation_id == self.place.county.pk else lahti

    def show(self, matter):
        return actions.publish_matter(matter=fresh(matter), by=self.cast.moderator, now=self.tick())

    def decline(self, matter):
        reason, text = DeclineReason.ADVERTISEMENT, "Mainokset eivät kuulu tänne."
        return actions.decline_matter(matter=fresh(matter), reason=reason, text=text, by=self.cast.moderator, now=self.tick())

    def route(self, matter, title="Liikuntavastaava"):
        row = fresh(matter)
        by = self.who(row, self.cast.coordinator, self.cast.county_coordinator)
        return actions.route_matter(matter=row, post=post_of(row.organisation, title), by=by, now=self.tick())

    def hand(self, matter, receiver=None):
        row = fresh(matter)
        by = self.who(row, self.cast.coordinator, self.cast.county_coordinator)
        return actions.hand_over(matter=row, receiver=receiver or self.place.county, by=by, now=self.tick())

    def accept(self, matter, title="Tulosaluejohtaja"):
        row = fresh(matter)
        by = self.who(row, self.cast.coordinator, self.cast.county_coordinator)
        return actions.accept_matter(matter=row, post=post_of(row.organisation, title), by=by, now=self.tick())

    def give_back(self, matter, text="Asia kuuluu kunnalle."):
        row = fresh(matter)
        by = self.who(row, self.cast.coordinator, self.cast.county_coordinator)
        return actions.return_matter(matter=row, text=text, by=by, now=self.tick())

    def not_ours(self, matter):
        row = fresh(matter)
        by = self.who(row, self.cast.coordinator, self.cast.county_coordinator)
        return actions.tell_not_ours(matter=row, text="Asia kuuluu Kelalle. Soita 020 692 200.", by=by, now=self.tick())

    def merge(self, matter, into=None):
        other = fresh(into or self.take(leave(matter.origin), "show"))
        return actions.merge_matters(matter=fresh(matter), into=other, by=self.cast.coordinator, now=self.tick())

    def prepare(self, matter, **words):
        return actions.begin_preparation(matter=fresh(matter), by=self.official(matter), now=self.tick(), **words)

    def answer(self, matter, outcome=Outcome.YES, text="Kyllä, teemme tämän.", **words):
        more = {"next_text": "työ alkaa", "next_by": SOON} if outcome in (Outcome.YES, Outcome.PARTLY) else {}
        return actions.answer_matter(
            matter=fresh(matter), text=text, outcome=outcome, by=self.official(matter), now=self.tick(), **{**more, **words}
        )

    def decide(self, matter, **words):
        given = {"body": self.place.board, "decided_on": self.now.date(), "outcome": Outcome.YES, "next_text": "työ alkaa", "next_by": SOON}
        return actions.record_decision(matter=fresh(matter), by=self.official(matter), now=self.tick(), **{**given, **words})

    def work(self, matter):
        return actions.record_implementation(
            matter=fresh(matter), text="Työ on alkanut.", next_text="kaikki on valmista", next_by=SOON, by=self.official(matter),
            now=self.tick(),
        )  # fmt: skip

    def done(self, matter):
        return actions.mark_done(
            matter=fresh(matter), text="Valmis.", came_of_it="Numero kuuluu", by=self.official(matter), now=self.tick(),
            next_text="kysymme, kuuluuko", next_by=SOON,
        )  # fmt: skip

    def check(self, matter):
        return actions.check_effect(matter=fresh(matter), text="Se kuuluu.", by=self.official(matter), now=self.tick())

    def note(self, matter, text="Soitettu."):
        return actions.add_note(matter=fresh(matter), text=text, by=self.cast.coordinator, now=self.tick())

    def official(self, matter):
        return self.who(fresh(matter), self.cast.official, self.cast.county_official)

    def take(self, matter, *words):
        for word in words:
            getattr(self, word)(matter)
        return fresh(matter)


TO_STATE = {
    MatterState.IN_MODERATION: (),
    MatterState.OPEN: ("show",),
    MatterState.HANDED: ("show", "hand"),
    MatterState.ROUTED: ("show", "route"),
    MatterState.PREPARED: ("show", "prepare"),
    MatterState.ANSWERED: ("show", "answer"),
    MatterState.DECIDED: ("show", "answer", "decide"),
    MatterState.IMPLEMENTED: ("show", "answer", "work"),
    MatterState.DONE: ("show", "answer", "done"),
    MatterState.CHECKED: ("show", "answer", "done", "check"),
    MatterState.DECLINED: ("decline",),
    MatterState.MERGED: ("show", "merge"),
    MatterState.NOT_OURS: ("show", "not_ours"),
}


def in_state(desk, organisation, state, **words):
    """An idea brought to the state by its own steps."""
    matter = leave(organisation, **words)
    if state == MatterState.WITHDRAWN:
        actions.withdraw_matter(matter=matter, by=AnonymousUser(), code=matter.code, now=desk.tick())
        return fresh(matter)
    return desk.take(matter, *TO_STATE[state])
