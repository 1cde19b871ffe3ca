"""What the gallery at /tyylit/ shows: every component in every state, with made-up contents in Finnish (never shown elsewhere)."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib.messages import ERROR, INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator

from portal.bars import budget_bar, promise_clock, result_bars
from portal.forms import DatePartsField, OptionCards, TickCards

GAP = "\u00a0"

PALETTE = (
    ("Muste", "ink", "#14282f", "15,3 / 14,4"),
    ("Muste 2", "ink-2", "#46575d", "7,5 / 7,1"),
    ("Järvi", "brand", "#0e5364", "8,6 / 8,1"),
    ("Syvä järvi", "brand-deep", "#0a3a47", "12,3 / 11,6"),
    ("Reuna", "line-2", "#6c7d83", "4,3 / 4,0"),
    ("Sammal", "moss", "#2a6840", "6,7 / 6,3"),
    ("Puolukka", "berry", "#ae1f31", "6,9 / 6,5"),
    ("Kanerva", "heath", "#633c72", "8,7 / 8,2"),
    ("Aurinkomuste", "sun-ink", "#6b4300", "8,6 / 8,2"),
    ("Aurinko, koriste", "sun", "#eaa53c", "2,1 / 2,0"),
    ("Paperi", "paper", "#fbf8f3", "muste 14,4"),
    ("Pinta", "surface", "#ffffff", "muste 15,3"),
    ("Usva", "mist", "#e7f0f1", "muste 13,2"),
    ("Kaura", "oat", "#f3ece0", "muste 13,0"),
    ("Kohdistus", "focus", "#ffd43b", "muste 10,7"),
)

TAGS = (
    ("Kuuleminen", "plain"),
    ("Toteutettu", "done"),
    ("Meneillään", "now"),
    ("Tulossa", "coming"),
    ("Myöhässä", "late"),
    ("Hyvinvointialue", "county"),
    ("Virallinen", "official"),
    ("Äänestys käynnissä", "open"),
)

PATH = (
    {
        "state": "done",
        "title": "Vastaanotettu",
        "meta": "3.6.2026 · Lahden kaupunki",
        "text": "Idean jättäjä sai seurantakoodin.",
    },
    {
        "state": "done",
        "title": "Vastattu",
        "meta": "16.6.2026 · 9. työpäivä",
        "link_url": "#path",
        "link_label": "Lue vastaus",
        "files": [{"url": "#path", "label": "Aulan pohjakuva", "is_picture": False, "size": 124_000}],
    },
    {
        "state": "now",
        "title": "Toteutetaan",
        "tag": "Meneillään",
        "meta": "2.11.2026 alkaen · Kiinteistöpäällikkö, tukipalvelut",
        "texts": ["Paavolan aula kuuluttaa jo.", "Seuraavana ovat Ahtiala, Laune ja Nastola."],
        "next": "kaikki neljä aulaa valmiina viimeistään 31.12.2026",
    },
    {
        "state": "late",
        "title": "Myöhässä oleva vaihe",
        "tag": "Myöhässä",
        "meta": "Uusi päivä on 15.1.2027",
        "text": "Syy: laitteet viivästyivät.",
    },
    {
        "state": "coming",
        "title": "Vaikutus tarkistettu",
        "tag": "Tulossa",
        "meta": "Viimeistään 30.4.2027",
        "text": "Tulos tulee tälle sivulle.",
    },
)

STORY = {
    "who": "Asukas, Liipola · helmikuu",
    "quotation": "Pimeällä en uskalla kävellä pysäkiltä kotiin.",
    "outcome": "Kuusi uutta valaisinta Liipolankadulle",
    "text": "Valot syttyivät 4.9.2026. Kysymme keväällä, auttoivatko ne.",
    "status": "done",
    "status_label": "Toteutettu",
    "url": "#story",
}
REFUSED = STORY | {
    "quotation": "Kuntosalille pitäisi päästä ilman nettivarausta.",
    "outcome": "Varaus puhelimella ei onnistu vielä",
    "text": "Järjestelmä ei salli sitä nyt. Asia on mukana kilpailutuksessa 2027.",
    "status": "coming",
    "status_label": "Ei vielä, tässä syy",
}

PROPOSALS = (
    {
        "proposal": {
            "id": 1,
            "title": "Penkkejä Launeen perhepuiston reitille",
            "text": "Viisi penkkiä noin 150 metrin välein.",
            "place": "Laune",
            "url": "#ballot",
        },
        "amount": 6500,
        "checked": True,
    },
    {
        "proposal": {
            "id": 2,
            "title": "Skeittirampin korjaus",
            "text": "Nuoret ovat mukana suunnittelussa.",
            "place": "Liipola",
            "url": "#ballot",
        },
        "amount": 15000,
        "checked": False,
    },
)

TABLE = {
    "columns": (("Vuosi", False), ("Päijät-Häme, %", True), ("Tavoite", True), ("Huomautus", False)),
    "rows": (
        ("2019", "20,7", "–", ""),
        ("2021", "24,8", "–", ""),
        ("2023", "25,7", "–", "uusin tulos"),
        ("2025", "ei tietoa", f"alle{GAP}24,0", "kysely 2025"),
    ),
}


@dataclass(frozen=True)
class SamplePlace:
    """A municipality that is not in the database."""

    name: str = "Lahti"
    slug: str = "lahti"
    phone: str = f"03{GAP}123{GAP}4567"
    visiting_address: str = "Lahti-piste, Kauppakeskus Trio"
    is_county: bool = False
    is_home: bool = False


class SampleForm(forms.Form):
    """Every kind of field."""

    kind = forms.ChoiceField(
        label="Mistä on kyse?",
        choices=[("idea", "Idea"), ("feedback", "Palaute"), ("question", "Kysymys"), ("thanks", "Kiitos")],
        widget=OptionCards(
            hints={
                "idea": "Ehdotan, mitä voisi tehdä toisin",
                "feedback": "Jokin ei toimi, tai toimii hyvin",
                "question": "En tiedä, kenelle asia kuuluu",
                "thanks": "Joku teki työnsä hyvin",
            },
            columns=2,
        ),
    )
    title = forms.CharField(
        label="Otsikko",
        help_text="Muutama sana riittää. Esimerkiksi: Penkki puuttuu pysäkiltä",
        error_messages={"required": "Kirjoita otsikko, jotta asia löytää oikean ihmisen"},
    )
    text = forms.CharField(
        label="Kerro omin sanoin",
        help_text="Älä kirjoita henkilötunnusta tai terveystietoja.",
        max_length=2000,
        widget=forms.Textarea,
    )
    where = forms.CharField(label="Paikka", required=False, help_text="Osoite, rakennus tai pysäkki")
    area = forms.ChoiceField(label="Alue", choices=[("", "Valitse alue"), ("laune", "Laune")], required=False)
    on = DatePartsField(label="Milloin", help_text="Esimerkiksi 24 11 2026")
    picture = forms.FileField(label="Kuva", required=False)
    routes = forms.MultipleChoiceField(
        label="Mitä kautta saamme vastata?",
        choices=[("code", "Seurantakoodilla"), ("mail", "Sähköpostilla")],
        widget=TickCards(hints={"code": "Saat koodin ruudulle."}),
        required=False,
    )
    again = forms.ChoiceField(
        label="Kysymmekö uudelleen?", choices=[("yes", "Kyllä"), ("no", "Ei")], widget=forms.RadioSelect
    )
    public = forms.BooleanField(label="Viestin saa julkaista", help_text="Nimeä ei näytetä.", required=False)

    identity_warnings = {"text": "131152-•••P"}


class SampleFilter(forms.Form):
    state = forms.ChoiceField(label="Tila", choices=[("", "Kaikki tilat"), ("old", "Vanhentunut")], required=False)
    words = forms.CharField(label="Hakusana", required=False)


def sample_form() -> SampleForm:
    """A form that has been sent with faults."""
    return SampleForm(
        {
            "kind": "feedback",
            "title": "",
            "text": "Soitin hammashoitoon kolmena aamuna.",
            "on_day": "31",
            "on_month": "2",
            "on_year": "2026",
            "again": "yes",
        }
    )


def samples() -> dict[str, object]:
    """The context of the gallery, one value per component that needs data."""
    today = date(2026, 11, 23)
    return {
        "organisation": SamplePlace(),
        "palette": PALETTE,
        "tag_samples": TAGS,
        "path": PATH,
        "small_path": [
            step | {"state": "coming", "text": "", "texts": [], "link_url": "", "tag": "", "next": "", "files": ()}
            for step in PATH[:2]
        ],
        "story": STORY,
        "refused": REFUSED,
        "proposals": PROPOSALS,
        "meter": budget_bar([("Penkkejä", 6500), ("Valot", 12000), ("Viljelylaatikot", 4200)], 40000),
        "meter_over": budget_bar([("Penkkejä", 6500), ("Valot", 12000), ("Skeittirampin korjaus", 22000)], 40000),
        "form": sample_form(),
        "filter": SampleFilter(),
        "crumbs": (("Yhdyspinnat", "#data"), ("Yhteyshenkilömatriisi", "")),
        "facts": ((f"1{GAP}046", "äänestäjää"), (f"4,3{GAP}%", "äänioikeutetuista"), ("34", "äänesti paperilla")),
        "pairs": (("Omistajat", "Nimet näkyvät kirjautuneille"), ("Lähde", "THL, Sotkanet 286")),
        "table": TABLE,
        "bars": result_bars(
            [
                ("Valot Renkomäen pulkkamäkeen", 412, True),
                ("Skeittirampin korjaus", 351, False),
                ("Pyöränkorjauspiste", 154, False),
            ]
        ),
        "clocks": (
            promise_clock(date(2026, 11, 18), date(2026, 12, 2), today),
            promise_clock(date(2026, 11, 11), date(2026, 11, 25), today),
            promise_clock(date(2026, 11, 4), date(2026, 11, 18), today),
        ),
        "contact_states": ("ok", "post", "soon", "old", "vacant", "returned"),
        "progress_states": ("done", "on_track", "challenges", "serious", "unknown"),
        "job": {"done": 31, "total": 82},
        "page": Paginator(range(100), 10).page(4),
        "today": today,
        "doors": [
            {"title": "Olen nuori", "text": "Nuorisotyö, Ohjaamo", "url": "#marks", "rings": 3},
            {"title": "Ikäännyn", "text": "Kotona asuminen", "url": "#marks", "rings": 5},
        ],
        "samples_of_messages": (
            Message(SUCCESS, "Kiitos. Asiasi on nyt palvelupäälliköllä. Saat vastauksen viimeistään 16.6."),
            Message(ERROR, "Äänestys on päättynyt 7.12. kello 16."),
            Message(INFO, "Olemme myöhässä. Uusi päivä on 15.1."),
        ),
        "notices": ("done", "warning", "error", "ask", ""),
        "ring_counts": (1, 2, 3, 4, 5),
        "long_code": "9c41 7e0b a2d5 63f8 41ab",
    }
