"""The matters of the demo: words of imagined residents, and answers as they could be. All of it is example data."""

from dataclasses import dataclass, field
from typing import Any

from participation.matters.enums import DeclineReason, Helped, MatterKind, Outcome

IDEA, FEEDBACK, QUESTION, THANKS = MatterKind.IDEA, MatterKind.FEEDBACK, MatterKind.QUESTION, MatterKind.THANKS
HYTE = "hyvinvoinnin-ja-terveyden-edistaminen"
Steps = tuple[tuple[str, int, dict[str, Any]], ...]


@dataclass(frozen=True)
class Tale:
    """A matter and its steps: (action, working days ago, words). `author` and `supporters` are demo accounts.

    `echo` is what the sender told of the answer: (working days ago, whether it helped, why).
    """

    place: str
    kind: MatterKind
    title: str
    text: str
    days_ago: int
    topic: str = ""
    area: str = ""
    where: str = ""
    pen_name: str = ""
    author: str = ""
    email: str = ""
    phone: str = ""
    channel: str = "web"
    language: str = "fi"
    supporters: tuple[str, ...] = ()
    steps: Steps = field(default_factory=tuple)
    echo: tuple[int, Helped, str] | None = None


COORDINATOR = ("Hyvinvointikoordinaattori", "")
EDUCATION = ("Sivistysjohtaja", "")
PARTICIPATION = ("Osallisuuskoordinaattori", "Osallisuus ja hyvinvointi")
AGEING = ("Johtava asiantuntija", "Osallisuus ja hyvinvointi")
COUNTY_AGEING = ("Tulosaluejohtaja", "ikääntyneiden asiakasohjaus")
COUNTY_HYTE = ("Johtaja", "hyte- ja yhdyspintatyö")
BOTH = ("asukas", "asukas-heinola")

LAHTI: tuple[Tale, ...] = (
    Tale(
        "lahti", IDEA, "Vuoronumero ääneen terveysaseman aulassa",
        "Aulassa vuoronumero näkyy vain ruudulla. En näe sitä penkiltä, ja olen kahdesti menettänyt vuoroni. "
        "Voisiko numeron myös kuuluttaa?",
        122, topic=HYTE, area="Länsi", where="Terveysasema, lännen alue", pen_name="Kuulolla", email="kuulolla@esimerkki.example",
        supporters=BOTH,
        steps=(
            ("show", 122, {}),
            ("hand", 120, {
                "receiver": "paijat-hame", "post": COUNTY_HYTE,
                "text": "Terveysasemat kuuluvat hyvinvointialueelle. Sinun ei tarvitse lähettää viestiä uudelleen.",
                "note": "Sovittu puhelimessa: hyvinvointialue vastaa suoraan asukkaalle.",
            }),
            ("accept", 119, {"post": COUNTY_HYTE}),
            ("prepare", 117, {"text": "Asemat laskivat, monessako aulassa on ääni. Niitä on neljässä viidestä hiljaista."}),
            ("answer", 113, {
                "text": "Kiitos. Olet oikeassa: neljässä aulassa viidestä vuoronumero vain näkyy. Se ei riitä.\n\nEsitän, että jokaiseen "
                "aulaan tulee selkeä kuulutus. Ääntä voi säätää, eikä nimiä sanota.\n\nSiihen asti voit pyytää ilmoittautumisessa, että "
                "sinut haetaan.",
                "outcome": Outcome.YES, "next_text": "aluehallitus päättää kuulutuksesta", "next_by": -40,
            }),
            ("decide", 44, {
                "body": "Aluehallitus", "decided_on": 44, "paragraph": "118", "link": "https://esimerkki.example/poytakirjat/118",
                "text": "Kuulutus tulee neljään aulaan.", "outcome": Outcome.YES, "came_of_it": "Vuoronumero kuuluu neljässä aulassa",
                "next_text": "ensimmäinen aula on valmis", "next_by": -12,
            }),
            ("work", 15, {
                "text": "Lännen aula kuuluttaa jo. Seuraavana ovat etelä, itä ja pohjoinen.",
                "next_text": "kaikki neljä aulaa ovat valmiina", "next_by": 28,
            }),
        ),
    ),
    Tale(
        "lahti", IDEA, "Valoa bussipysäkin polulle",
        "Pimeällä en uskalla kävellä pysäkiltä kotiin. Polulla on sata metriä, jossa ei näe eteensä.",
        150, topic="varautuminen-ja-turvallisuus", area="Etelä", pen_name="Pimeän kulkija", supporters=("asukas",),
        steps=(
            ("show", 149, {}),
            ("route", 149, {"post": COORDINATOR}),
            ("answer", 142, {
                "text": "Kiitos. Kävimme polulla illalla, ja siellä on todella pimeää. Polulle tulee kuusi valaisinta.",
                "outcome": Outcome.YES, "next_text": "valaisimet ovat paikallaan", "next_by": -60,
            }),
            ("work", 75, {
                "text": "Valaisimet on tilattu.", "next_text": "valot syttyvät", "next_by": -58,
                "came_of_it": "Kuusi uutta valaisinta polulle",
            }),
            ("done", 58, {
                "text": "Valot syttyivät. Polku on nyt valaistu pysäkiltä taloille asti.", "came_of_it": "Kuusi uutta valaisinta polulle",
                "next_text": "Kysymme keväällä, auttoivatko valot.", "next_by": 100,
            }),
        ),
    ),
    Tale(
        "lahti", IDEA, "Kirjastoon paikka, jossa voi vain olla",
        "Kirjastossa ei ole paikkaa, jossa voisi vain olla koulun jälkeen. Muualla se maksaa.",
        96, topic="harrastaminen", area="Itä", pen_name="Yseiltä", supporters=BOTH,
        steps=(
            ("show", 95, {}),
            ("route", 94, {"post": EDUCATION}),
            ("answer", 88, {
                "text": "Hyvä ajatus. Kokeilemme nuorten huonetta arkisin kello 14–18.", "outcome": Outcome.PARTLY,
                "next_text": "kokeilu alkaa", "next_by": -50, "came_of_it": "Nuorten huone arkisin kello 14–18",
            }),
            ("work", 52, {
                "text": "Kokeilu on alkanut. Huoneessa käy noin kaksikymmentä nuorta päivässä.",
                "next_text": "nuorisovaltuusto arvioi kokeilun", "next_by": 45, "came_of_it": "Nuorten huone arkisin kello 14–18",
            }),
        ),
    ),
    Tale(
        "lahti", IDEA, "Kuntosalin varaus myös puhelimella",
        "Kuntosalille pitäisi päästä ilman nettivarausta. Minulla ei ole älypuhelinta.",
        70, topic="liikunta", area="Keskusta", where="Uimahalli",
        steps=(
            ("show", 69, {}),
            ("route", 69, {"post": EDUCATION}),
            ("prepare", 63, {"text": "Selvitämme, mitä varausjärjestelmä sallii."}),
            ("answer", 61, {
                "text": "Ei vielä, ja tässä syy: järjestelmä ei salli puhelinvarausta ennen vuotta 2027.\n\nAsia on mukana, kun "
                "järjestelmä kilpailutetaan. Siihen asti varauksen voi tehdä uimahallin kassalla.",
                "outcome": Outcome.NOT_YET, "came_of_it": "Varaus puhelimella ei onnistu vielä",
            }),
        ),
    ),
    Tale(
        "lahti", IDEA, "Palveluliikenne terveysaseman aikoihin",
        "Kyyti lähtee puoli tuntia ennen kuin aika on ohi. Odotan sitten kaksi tuntia.",
        13, topic="joukko-ja-palveluliikenne", area="Pohjoinen", pen_name="Kyydin odottaja", supporters=("asukas",),
        steps=(("show", 12, {}),),
    ),
    Tale(
        "lahti", IDEA, "Nuorten oma ilta uimahalliin",
        "Perjantai-iltaisin uimahalli voisi olla vain nuorille. Silloin uskaltaisi tulla.",
        8, topic="liikunta", author="asukas", pen_name="Uimari", supporters=("asukas-heinola",),
        steps=(("show", 7, {}), ("route", 6, {"post": EDUCATION, "note": "Hallin vuorot jaetaan joulukuussa: kysy ennen sitä."})),
    ),
    Tale(
        "lahti", IDEA, "Harrastuskokeilut yläkoululaisille",
        "Olisi hyvä, jos voisi kokeilla eri lajeja pari kertaa ilman maksua ennen kuin valitsee.",
        3, topic="harrastaminen", area="Itä", steps=(("show", 2, {}),),
    ),
    Tale(
        "lahti", IDEA, "Lajikokeiluja nuorille ilmaiseksi",
        "Nuorten pitäisi saada kokeilla lajeja ennen kuin harrastuksesta maksetaan koko vuosi.",
        2, topic="harrastaminen", area="Etelä", pen_name="Nuoren vanhempi",
        steps=(
            ("show", 1, {}),
            ("merge", 1, {"into": "Harrastuskokeilut yläkoululaisille"}),
        ),
    ),
    Tale(
        "lahti", FEEDBACK, "Turvapuhelin ei kuulu kellarissa",
        "Äidin turvapuhelin ei kuulu kellarissa, jossa pesutupa on. Kuka voisi tarkistaa sen?",
        3, topic="ikaantyminen", area="Keskusta", email="poika@esimerkki.example",
        steps=(
            ("hand", 1, {
                "receiver": "paijat-hame", "post": COUNTY_AGEING,
                "text": "Turvapuhelimet kuuluvat hyvinvointialueelle. Siirsimme viestisi, sinun ei tarvitse tehdä mitään.",
                "note": "Laite on hyvinvointialueen vuokraama.",
            }),
        ),
    ),
    Tale(
        "lahti", IDEA, "Penkkejä rantaraitille",
        "Rantaraitilla jaksaisi kulkea pidemmälle, jos matkalla olisi penkkejä. Joka kolmassadas metri riittäisi.",
        1, topic="asuminen-ja-elinymparisto", area="Keskusta", where="Vesijärven rantaraitti", pen_name="Kävelijä",
    ),
    Tale(
        "lahti", IDEA, "Edullista kotisiivousta",
        "Siivoan kotisi halvalla. Tilaa nyt ja saat ensimmäisen kerran puoleen hintaan.",
        9,
        steps=(
            ("decline", 8, {
                "reason": DeclineReason.ADVERTISEMENT,
                "text": "Mainokset eivät kuulu tälle sivulle. Jos olemme ymmärtäneet väärin, pyydä toista ihmistä katsomaan: soita meille.",
            }),
        ),
    ),
    Tale(
        "lahti", FEEDBACK, "Kotiin saatavaa ateria-apua ei löydy mistään",
        "Etsin äidilleni ateria-apua kaksi viikkoa. Jokainen neuvoi toiseen numeroon, eikä kukaan tiennyt, kenelle asia kuuluu.",
        14, topic="ikaantyminen", area="Länsi", email="tytar@esimerkki.example",
        steps=(("note", 13, {"text": "Soitettu hyvinvointialueelle, odotetaan heidän ehdotustaan."}),),
    ),
    Tale(
        "lahti", FEEDBACK, "Digituki takaisin kirjastoon torstaisin",
        "Kirjaston digituki oli torstaisin. Nyt sitä ei ole, ja pankkiasiat jäävät hoitamatta.",
        5, topic="kulttuurihyvinvointi", channel="phone", phone="050 000 0000", steps=(("route", 4, {"post": EDUCATION}),),
    ),
    Tale(
        "lahti", QUESTION, "Kuka auttaa lomakkeiden täytössä",
        "Sain kotiin kolme lomaketta enkä ymmärrä niitä. Kuka auttaisi?",
        30, topic="osallisuus", channel="counter",
        steps=(
            ("route", 29, {"post": PARTICIPATION}),
            ("answer", 27, {
                "text": "Lahti-pisteessä autetaan lomakkeissa ilman ajanvarausta. Ota lomakkeet ja henkilökortti mukaan.",
                "outcome": Outcome.REPLY,
            }),
        ),
        echo=(12, Helped.YES, "Sain lomakkeet täytettyä samana päivänä."),
    ),
    Tale(
        "lahti", THANKS, "Kiitos lempeästä kyydistä",
        "Kuljettaja odotti rauhassa, kun rollaattori takelteli. Pieni asia, mutta päivä pelastui.",
        24, topic="joukko-ja-palveluliikenne",
        steps=(("answer", 22, {"text": "Kiitos, että kerroit. Välitimme kiitoksesi kuljettajille.", "outcome": Outcome.REPLY}),),
    ),
)  # fmt: skip

ASIKKALA: tuple[Tale, ...] = (
    Tale(
        "asikkala", IDEA, "Valaistus Vääksyn kanavan ulkoilureitille",
        "Kanavan reitti on talvella pimeä jo neljältä. Moni jättää iltakävelyn väliin.",
        4, topic="asuminen-ja-elinymparisto", where="Vääksyn kanava", pen_name="Iltakävelijä", steps=(("show", 3, {}),),
    ),
    Tale(
        "asikkala", FEEDBACK, "Omaishoitajien vertaisryhmä puuttuu kirkonkylältä",
        "Lähin vertaisryhmä on Lahdessa. En pääse sinne, kun en voi jättää puolisoani yksin.",
        8, topic="osallisuus", email="omainen@esimerkki.example",
    ),
    Tale(
        "asikkala", FEEDBACK, "Kotihoidon käynti siirtyi kolmesti",
        "Kotihoidon aika vaihtui kolme kertaa viikossa. Lääkkeet jäivät antamatta ajallaan.",
        33, topic="ikaantyminen", email="laheinen@esimerkki.example",
        steps=(
            ("hand", 32, {
                "receiver": "paijat-hame", "post": COUNTY_AGEING,
                "text": "Asia kuuluu hyvinvointialueelle. Ohjasimme sen, sinun ei tarvitse tehdä mitään.",
            }),
            ("accept", 30, {"post": COUNTY_AGEING}),
            ("answer", 26, {
                "text": "Pahoittelemme. Käyntien aika luvataan nyt tunnin tarkkuudella, ja muutoksesta soitetaan edellisenä päivänä.",
                "outcome": Outcome.REPLY,
            }),
        ),
    ),
)  # fmt: skip

LAPINJARVI: tuple[Tale, ...] = (
    Tale(
        "lapinjarvi", IDEA, "Bänkar längs vägen till hälsostationen",
        "Vägen från busshållplatsen till hälsostationen är lång. Två bänkar skulle göra att också de äldre orkar gå.",
        18, where="Kyrkbyn", pen_name="Vandrare", language="sv",
        steps=(
            ("show", 17, {}),
            ("answer", 12, {
                "text": "Tack. Vi ställer ut två bänkar på våren, när marken har tinat.", "outcome": Outcome.YES,
                "next_text": "bänkarna står på plats", "next_by": 110, "came_of_it": "Två bänkar längs vägen",
            }),
        ),
    ),
    Tale(
        "lapinjarvi", FEEDBACK, "Blanketten fanns bara på finska",
        "Jag sökte stöd för närståendevård, men blanketten fanns bara på finska. Jag fyllde i den med ordbok.",
        6, language="sv",
    ),
)  # fmt: skip

TALES: tuple[Tale, ...] = LAHTI + ASIKKALA + LAPINJARVI
