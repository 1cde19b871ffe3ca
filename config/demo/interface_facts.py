"""Facts of the interfaces: the table of 16 interfaces with the county's and Asikkala's contacts, as shown on 14 May 2024.

The Finnish texts are the source's; Swedish and English are this demo's translations. A county contact is (title, unit).
"""

from interfaces.contacts.actions import Names
from interfaces.contacts.enums import LifeStage

SOURCE = "Päijät-Hämeen hyvinvointialueen esitys 14.5.2024"
STRUCTURE_SOURCE = "Päijät-Hämeen hyvinvointialueen esitys 14.5.2024, rakenne"
LAHTI_SOURCE = "Lahden kaupunki 2022, tehtävä sovitettu yhdyspintaan esimerkkinä"

HYTE = "hyvinvoinnin-ja-terveyden-edistaminen"
FAMILY, YOUNG, ADULT, OLD = LifeStage

# slug, names, is it a sub-topic of HYTE (the others are the region's twelve priorities), stages of life
INTERFACES: tuple[tuple[str, Names, bool, tuple[LifeStage, ...]], ...] = (
    (
        "tyollisyys-ja-tyokyky",
        ("Työllisyys ja työkyky", "Sysselsättning och arbetsförmåga", "Employment and work ability"),
        False,
        (YOUNG, ADULT),
    ),
    ("ikaantyminen", ("Ikääntyminen", "Åldrande", "Ageing"), False, (OLD,)),
    ("osallisuus", ("Osallisuus", "Delaktighet", "Participation"), False, (YOUNG, ADULT, OLD)),
    (
        HYTE,
        (
            "Hyvinvoinnin ja terveyden edistäminen",
            "Främjande av välfärd och hälsa",
            "Promotion of wellbeing and health",
        ),
        False,
        (),
    ),
    ("kulttuurihyvinvointi", ("Kulttuurihyvinvointi", "Kulturvälfärd", "Cultural wellbeing"), True, (ADULT, OLD)),
    ("ravitsemus", ("Ravitsemus", "Näring", "Nutrition"), True, (FAMILY,)),
    ("liikunta", ("Liikunta", "Motion", "Exercise"), True, (FAMILY, YOUNG, ADULT, OLD)),
    ("ehkaiseva-tyo", ("Ehkäisevä työ", "Förebyggande arbete", "Preventive work"), True, (YOUNG, ADULT)),
    (
        "sivistyspalvelut",
        ("Sivistyspalvelut", "Bildningstjänster", "Education and culture services"),
        False,
        (FAMILY, YOUNG),
    ),
    (
        "oppilashuolto-ja-lapsiperhepalvelut",
        (
            "Oppilashuolto- ja lapsiperhepalvelut",
            "Elevvård och barnfamiljstjänster",
            "Pupil welfare and family services",
        ),
        False,
        (FAMILY, YOUNG),
    ),
    ("harrastaminen", ("Harrastaminen", "Hobbyverksamhet", "Hobbies"), False, (FAMILY, YOUNG)),
    (
        "varautuminen-ja-turvallisuus",
        ("Varautuminen ja turvallisuus", "Beredskap och säkerhet", "Preparedness and safety"),
        False,
        (),
    ),
    (
        "joukko-ja-palveluliikenne",
        ("Joukko- ja palveluliikenne", "Kollektiv- och servicetrafik", "Public and service transport"),
        False,
        (OLD,),
    ),
    (
        "asuminen-ja-elinymparisto",
        ("Asuminen ja elinympäristö", "Boende och livsmiljö", "Housing and living environment"),
        False,
        (ADULT, OLD),
    ),
    ("toimeentulo", ("Toimeentulo", "Försörjning", "Livelihood"), False, (ADULT,)),
    (
        "kotoutuminen-ja-maahanmuutto",
        ("Kotoutuminen ja maahanmuutto", "Integration och invandring", "Integration and immigration"),
        False,
        (ADULT,),
    ),
)

TITLES: dict[str, tuple[str, str]] = {
    "Tulosaluejohtaja": ("Resultatområdesdirektör", "Director of a result area"),
    "Johtaja": ("Direktör", "Director"),
    "Toimialajohtaja": ("Sektordirektör", "Sector director"),
    "Ravitsemusterapeutti": ("Näringsterapeut", "Nutritional therapist"),
    "Asiantuntija": ("Sakkunnig", "Specialist"),
    "Ehkäisevän työn koordinaattori": ("Koordinator för förebyggande arbete", "Coordinator of preventive work"),
    "Järjestökoordinaattori": ("Organisationskoordinator", "Coordinator of associations"),
    "Riskienhallinta- ja turvallisuuspäällikkö": (
        "Riskhanterings- och säkerhetschef",
        "Head of risk management and safety",
    ),
    "Valmiuspäällikkö": ("Beredskapschef", "Head of preparedness"),
    "Asumisen kehittämisen päällikkö": ("Chef för boendeutveckling", "Head of housing development"),
    "Työllisyysvastaava": ("Sysselsättningsansvarig", "Employment officer"),
    "Hyvinvointikoordinaattori": ("Välfärdskoordinator", "Wellbeing coordinator"),
    "Hyvinvointijohtaja": ("Välfärdsdirektör", "Director of wellbeing"),
    "Kirjastojohtaja": ("Bibliotekschef", "Library director"),
    "Tukipalvelupäällikkö": ("Stödtjänstchef", "Head of support services"),
    "Liikuntavastaava": ("Motionsansvarig", "Exercise officer"),
    "Sivistysjohtaja": ("Bildningsdirektör", "Director of education and culture"),
    "Kunnanjohtaja": ("Kommundirektör", "Municipal manager"),
    "Talouspäällikkö": ("Ekonomichef", "Head of finance"),
    "Johtava asiantuntija": ("Ledande sakkunnig", "Leading specialist"),
    "Osallisuuskoordinaattori": ("Delaktighetskoordinator", "Participation coordinator"),
    "Ehkäisevän mielenterveys- ja päihdetyön koordinaattori": (
        "Koordinator för förebyggande mentalvårds- och missbruksarbete",
        "Coordinator of preventive mental health and substance work",
    ),
    "Työvalmennuspäällikkö": ("Chef för arbetsträning", "Head of job coaching"),
}

UNITS: tuple[Names, ...] = (
    ("työikäisten palvelut", "tjänster för personer i arbetsför ålder", "services for people of working age"),
    ("ikääntyneiden asiakasohjaus", "klienthandledning för äldre", "client guidance of older people"),
    ("Verso", "Verso", "Verso"),
    ("hyte- ja yhdyspintatyö", "främjande av välfärd och hälsa samt gränssnittsarbete", "wellbeing and interface work"),
    ("perhe- ja sosiaalipalvelut", "familje- och socialtjänster", "family and social services"),
    ("ravitsemusyksikkö", "näringsenheten", "nutrition unit"),
    ("lapsiperhepalvelut", "barnfamiljstjänster", "services for families with children"),
    ("tukipalvelut", "stödtjänster", "support services"),
    ("vammaispalvelut", "funktionshinderservice", "disability services"),
)

# The county's posts, the first one first to contact: 16 rows, one of them with two posts.
COUNTY: dict[str, tuple[tuple[str, str], ...]] = {
    "tyollisyys-ja-tyokyky": (("Tulosaluejohtaja", "työikäisten palvelut"),),
    "ikaantyminen": (("Tulosaluejohtaja", "ikääntyneiden asiakasohjaus"),),
    "osallisuus": (("Johtaja", "Verso"),),
    HYTE: (("Johtaja", "hyte- ja yhdyspintatyö"),),
    "kulttuurihyvinvointi": (("Toimialajohtaja", "perhe- ja sosiaalipalvelut"),),
    "ravitsemus": (("Ravitsemusterapeutti", "ravitsemusyksikkö"),),
    "liikunta": (("Asiantuntija", "hyte- ja yhdyspintatyö"),),
    "ehkaiseva-tyo": (("Ehkäisevän työn koordinaattori", "hyte- ja yhdyspintatyö"),),
    "sivistyspalvelut": (("Toimialajohtaja", "perhe- ja sosiaalipalvelut"),),
    "oppilashuolto-ja-lapsiperhepalvelut": (("Tulosaluejohtaja", "lapsiperhepalvelut"),),
    "harrastaminen": (("Järjestökoordinaattori", "hyte- ja yhdyspintatyö"),),
    "varautuminen-ja-turvallisuus": (
        ("Riskienhallinta- ja turvallisuuspäällikkö", "tukipalvelut"),
        ("Valmiuspäällikkö", "tukipalvelut"),
    ),
    "joukko-ja-palveluliikenne": (("Tulosaluejohtaja", "vammaispalvelut"),),
    "asuminen-ja-elinymparisto": (("Asumisen kehittämisen päällikkö", ""),),
    "toimeentulo": (("Tulosaluejohtaja", "työikäisten palvelut"),),
    "kotoutuminen-ja-maahanmuutto": (("Toimialajohtaja", "perhe- ja sosiaalipalvelut"),),
}

ASIKKALA: dict[str, str] = {
    "tyollisyys-ja-tyokyky": "Työllisyysvastaava",
    "ikaantyminen": "Hyvinvointikoordinaattori",
    "osallisuus": "Hyvinvointikoordinaattori",
    HYTE: "Hyvinvointijohtaja",
    "kulttuurihyvinvointi": "Kirjastojohtaja",
    "ravitsemus": "Tukipalvelupäällikkö",
    "liikunta": "Liikuntavastaava",
    "ehkaiseva-tyo": "Hyvinvointikoordinaattori",
    "sivistyspalvelut": "Sivistysjohtaja",
    "oppilashuolto-ja-lapsiperhepalvelut": "Sivistysjohtaja",
    "harrastaminen": "Hyvinvointikoordinaattori",
    "varautuminen-ja-turvallisuus": "Kunnanjohtaja",
    "joukko-ja-palveluliikenne": "Talouspäällikkö",
    "asuminen-ja-elinymparisto": "Hyvinvointikoordinaattori",
    "toimeentulo": "Hyvinvointikoordinaattori",
    "kotoutuminen-ja-maahanmuutto": "Hyvinvointikoordinaattori",
}

# The structure slide names the network of wellbeing coordinators of all ten municipalities; Asikkala's row is in the table above.
COORDINATOR_TOWNS = ("hartola", "heinola", "hollola", "iitti", "karkola", "lahti", "orimattila", "padasjoki", "sysma")

# Lahti's slides name these posts and their tasks, but not the interfaces: which post answers for what is an example.
LAHTI: dict[str, tuple[str, str]] = {
    "tyollisyys-ja-tyokyky": ("Työvalmennuspäällikkö", "Osallisuus ja hyvinvointi"),
    "ikaantyminen": ("Johtava asiantuntija", "Osallisuus ja hyvinvointi"),
    "osallisuus": ("Osallisuuskoordinaattori", "Osallisuus ja hyvinvointi"),
    "kulttuurihyvinvointi": ("Sivistysjohtaja", ""),
    "liikunta": ("Sivistysjohtaja", ""),
    "ehkaiseva-tyo": ("Ehkäisevän mielenterveys- ja päihdetyön koordinaattori", "Osallisuus ja hyvinvointi"),
    "sivistyspalvelut": ("Sivistysjohtaja", ""),
    "oppilashuolto-ja-lapsiperhepalvelut": ("Sivistysjohtaja", ""),
    "harrastaminen": ("Sivistysjohtaja", ""),
}

LAHTI_UNIT: Names = ("Osallisuus ja hyvinvointi", "Delaktighet och välfärd", "Participation and wellbeing")
