"""What the demo's desk has begun: words to use again, a draft, a matter taken, a colleague called, a view of one's own."""

from datetime import datetime, timedelta

from config.demo.matters import demo_user
from interfaces.contacts.models import Interface
from organisations.models import Organisation
from participation.matters.actions import (
    DraftWords,
    TemplateWords,
    add_note,
    assign_matter,
    keep_filter,
    save_draft,
    save_template,
    time_draft,
)
from participation.matters.enums import Outcome
from participation.matters.models import Matter
from participation.matters.queries.desk_drafts import usual_minute
from participation.matters.rules import AWAITING

TEMPLATES = (
    (
        "Kiitos, selvitämme asiaa", "",
        "Kiitos viestistäsi. Selvitämme asiaa ja kerromme tällä sivulla, mitä siitä seuraa.",
        "Tack för ditt meddelande. Vi reder ut saken och berättar på den här sidan vad som följer.",
    ),
    (
        "Näin pääset mukaan suunnittelemaan", "osallisuus",
        "Suunnittelemme tätä yhdessä asukkaiden kanssa. Tilaisuudet löytyvät Kuulun etusivulta kohdasta Osallistu.",
        "Vi planerar det här tillsammans med invånarna. Tillfällena finns på Kuuluus förstasida under Delta.",
    ),
)  # fmt: skip


def load(now: datetime) -> None:
    lahti = Organisation.objects.select_related("parent").get(slug="lahti")
    official, coordinator = demo_user("virkamies"), demo_user("koordinaattori")
    for title, slug, text, swedish in TEMPLATES:
        topic = Interface.objects.filter(region=lahti.parent, slug=slug).first() if slug else None
        words = TemplateWords(title, text, swedish, topic=topic)
        save_template(organisation=lahti, words=words, by=official, now=now)
    waiting = list(Matter.objects.filter(organisation=lahti, state__in=AWAITING).order_by("due_on", "pk")[:3])
    for matter, outcome in zip(waiting, (Outcome.REPLY, None), strict=False):
        text = "Kiitos viestistäsi. Tarkistimme asian ja kerromme tässä, miten se etenee."
        save_draft(matter=matter, words=DraftWords(text=text, outcome=outcome), by=official, now=now, seen=matter.version, version=0)
        assign_matter(matter=matter, assignee=official, seen=None, by=coordinator, now=now)
    if waiting:
        time_draft(matter=waiting[0], version=1, at=usual_minute(now) + timedelta(days=1), by=official, now=now)
        text = "Voisitko katsoa, onko tässä kaikki, mitä asukas kysyi?"
        add_note(matter=waiting[-1], text=text, mentioned=[coordinator], by=official, now=now)
    keep_filter(name="Mitä kukaan ei tee", query="group=nobody", by=coordinator, now=now)
