"""What the demo's residents say under an idea: one comment that was read and answered, and one that waits for a moderator."""

from datetime import datetime, timedelta

from config.demo.matters import demo_user
from organisations.models import Organisation
from participation.feedback.actions.comments import write_comment
from participation.feedback.actions.moderation import show_comment
from participation.matters.models import Matter

SAID = "Tämä auttaisi myös rollaattorin kanssa liikkuvia."
ANSWERED = "Kiitos. Otamme tämän mukaan, kun suunnittelemme työtä."
# Two links: the rule asks a moderator to look at it first.
HELD = "Näin se on tehty muualla: www.esimerkki.example/penkit ja www.esimerkki.example/kulku"


def load(now: datetime) -> None:
    lahti = Organisation.objects.get(slug="lahti")
    idea = Matter.objects.of(lahti).shown().ideas().filter(organisation=lahti).select_related("organisation").earliest("pk")
    yesterday = now - timedelta(days=1)
    said = write_comment(matter=idea, text=SAID, pen_name="Naapuri", by=demo_user("asukas-heinola"), now=yesterday)
    if said.held_for:
        show_comment(comment=said, by=demo_user("moderoija"), now=yesterday)
        said.refresh_from_db()
    write_comment(matter=idea, text=ANSWERED, parent=said, by=demo_user("virkamies"), now=now)
    write_comment(matter=idea, text=HELD, pen_name="Kuulolla", by=demo_user("asukas"), now=now)
