"""The 95 networks under their 12 headings, as summed up in Päijät-Häme on 14 May 2024. Kinds and sub-topics are read from the names."""

from interfaces.networks.enums import NetworkKind as K

SOURCE = "Päijät-Hämeen hyvinvointialueen esitys 14.5.2024, koonti verkostoista; laji ja alateema nimen mukaan"
EXAMPLE = "esimerkkijäsenyys"

NUTRITION_PURPOSE = (
    "Verkosto kokoaa yhteen toimijoita Päijät-Hämeestä. Jäsenet jakavat kokemuksia ja hyviä käytäntöjä, saavat tukea toisiltaan ja "
    "vahvistavat osaamistaan. Tapaamisia on useita vuodessa, etänä ja paikan päällä.",
    "Nätverket samlar aktörer från Päijänne-Tavastland. Medlemmarna delar erfarenheter och god praxis, stöder varandra och stärker sitt "
    "kunnande. Man träffas flera gånger om året, på distans och på plats.",
    "The network brings together people from across Päijät-Häme. Members share experiences and good practice, support each other and "
    "learn. They meet several times a year, online and in person.",
)

HYTE = "hyvinvoinnin-ja-terveyden-edistaminen"
PREVENTION = "ehkaiseva-tyo"
CULTURE = "kulttuurihyvinvointi"
NUTRITION = "ravitsemus"
EXERCISE = "liikunta"

# interface -> (name, kind), in the order of the source; the four sub-topics belong to the heading of wellbeing and health
NETWORKS: dict[str, tuple[tuple[str, K], ...]] = {
    "varautuminen-ja-turvallisuus": (
        ("PHTurva", K.NETWORK),
        ("Asiakas- ja potilasturvallisuus -yhdyshenkilöverkosto", K.LIAISON),
        ("Liikenneturvallisuustyöryhmät", K.WORKING),
        ("Kuntaturva", K.NETWORK),
    ),
    "osallisuus": (
        ("Päijät-Hämeen Yhdistysfoorumi", K.FORUM),
        ("Terveys- ja potilasyhdistykset", K.NETWORK),
        ("Kylien yhdistysten verkosto", K.NETWORK),
        ("Vammaisjärjestöjen verkosto", K.NETWORK),
        ("Kokemusasiantuntijaverkosto", K.NETWORK),
        ("Kokemustoimintaverkosto", K.NETWORK),
        ("Päijät-Hämeen vapaaehtoistoiminnan verkosto", K.NETWORK),
        ("Digituen verkosto", K.NETWORK),
        ("Potilasjärjestöjen OLKA-toiminta", K.NETWORK),
        ("Heinolan Sosiaali- ja Terveyskontakti (SoTeKo)", K.NETWORK),
        ("Hanketyön verkosto", K.NETWORK),
    ),
    "ikaantyminen": (
        ("Päijät-Hämeen ikääntyneiden parissa toimivien verkosto", K.NETWORK),
        ("Maakunnallinen muistihoitajien verkosto", K.NETWORK),
        ("Ikäihmisten palveluohjauksen verkosto", K.NETWORK),
        ("Ikäyhteistyöryhmä", K.WORKING),
    ),
    "oppilashuolto-ja-lapsiperhepalvelut": (
        ("Maakunnallinen LAPE-yhteistyöryhmä", K.WORKING),
        ("Perhekeskus johtoryhmä", K.STEERING),
        ("Alueellinen opiskeluhuollon yhteistyöryhmä", K.WORKING),
        ("Päijät-Hämeen lapsiperheyhdistysten verkosto", K.NETWORK),
        ("Lasten ja nuorten hyvinvoinnin koordinaattoreiden verkosto", K.NETWORK),
        ("Eroauttajien verkosto", K.NETWORK),
        ("Parisuhdetoimijoiden verkosto", K.NETWORK),
        ("Päijät-Hämeen kohtaamispaikkaverkosto, Lahden kohtaamispaikkaverkosto", K.NETWORK),
        ("Vauvaverkko", K.NETWORK),
        ("Oppilas- ja opiskelijahuollon ja oppimisen tuen kehittämisryhmä, OOOT", K.DEVELOPMENT),
        ("Syömispulmaisten lasten työryhmä", K.WORKING),
        ("Perhekeskustoiminnasta vastaavien verkosto", K.NETWORK),
    ),
    HYTE: (
        ("Päijät-Hämeen hyvinvointikoordinaattoreiden verkosto", K.NETWORK),
        ("Alueellisen hyvinvointikertomuksen ja -suunnitelman valmistelu- ja toimeenpanoryhmä", K.WORKING),
        ("Omaistaan hoitavien/omaishoidon parissa toimivien verkosto", K.NETWORK),
    ),
    PREVENTION: (
        ("Ehkäisevän työn seutukoordinaatioryhmä", K.WORKING),
        ("Lähisuhdeväkivaltatyön asiantuntijaryhmä", K.EXPERT),
        ("Digi- ja rahapelaamisen asiantuntijaryhmä", K.EXPERT),
        ("Päihteet ja mielenterveys -asiantuntijaryhmä", K.EXPERT),
        ("Järjestöjen miepä-ryhmä", K.WORKING),
        ("Huumetyön verkosto", K.NETWORK),
        ("Mielenterveys- ja päihdeasioiden Asiakasraati", K.PANEL),
        ("Pete Lahti – ehkäisevän työn verkosto", K.NETWORK),
    ),
    CULTURE: (
        ("Luovat alat -verkosto, Taiku-sydänpisteen perustaminen", K.NETWORK),
        ("Lasten kulttuuriverkosto, kulttuuripalvelujen seudullinen yhteistoiminta", K.NETWORK),
    ),
    NUTRITION: (
        ("Ravitsemusterveyden edistämisen työryhmä", K.WORKING),
        ("Varhaiskasvatuksen ruokakasvatusverkosto", K.NETWORK),
        ("Maistuva koulu -verkosto", K.NETWORK),
        ("Ikääntyneiden vajaaravitsemustyöryhmä", K.WORKING),
        ("Syödään yhdessä -verkosto", K.NETWORK),
        ("Ruokapalvelupäälliköiden ja ateriapalvelutuottajien työryhmät", K.WORKING),
        ("Syömishäiriöhoitotyön yhdysjäsenverkosto", K.LIAISON),
    ),
    EXERCISE: (
        ("Seudullinen liikuntaneuvojien verkosto", K.NETWORK),
        ("Liikkuva varhaiskasvatus -verkostot", K.NETWORK),
        ("Liikkuva koulu -verkosto", K.NETWORK),
        ("Liikkuva opiskelu -verkosto", K.NETWORK),
    ),
    "joukko-ja-palveluliikenne": (("Päijät-Hämeen maakunnan liikennejärjestelmäryhmä", K.WORKING),),
    "asuminen-ja-elinymparisto": (
        ("Ekologinen verkosto", K.NETWORK),
        ("Kuntien sosiaalisen asumisen yhtiöiden hallituksen puheenjohtajat & toimitusjohtajat", K.NETWORK),
        ("Lahden, ARA:n ja muiden yleishyödyllisten vuokranantajien verkosto", K.NETWORK),
        ("Ikääntyneiden asumisen kehittämisen verkosto perusteilla", K.NETWORK),
    ),
    "tyollisyys-ja-tyokyky": (
        ("Lahden kuntakokeilun ohjausryhmä", K.STEERING),
        ("Työllisyystoimijoiden verkosto", K.NETWORK),
        ("Päijät-Hämeen kuntien työllistämisvastaavat", K.NETWORK),
        ("TYP-johtoryhmä", K.STEERING),
        ("Yhteiskunnallisten yritysten verkosto", K.NETWORK),
        ("Vates-verkosto", K.NETWORK),
        ("Osatyökykyisten verkosto", K.NETWORK),
        ("Jatkuvan oppimisen ja elinikäisen ohjauksen koordinaatioryhmä", K.WORKING),
        ("Koulutustoimijoiden verkosto", K.NETWORK),
        ("Työllisyyspoliittiset hankkeet", K.NETWORK),
        ("Työikäisten verkosto", K.NETWORK),
    ),
    "kotoutuminen-ja-maahanmuutto": (
        ("Maahanmuutto-ohjelman ohjausryhmä", K.STEERING),
        ("Hämeen ELY-keskuksen maahanmuuttoasiain toimikunta", K.BOARD),
        ("Maahanmuuttoyhdyshenkilöverkosto", K.LIAISON),
        ("Vieraskielisten tiimi / Lahden seudun kuntakokeilu", K.WORKING),
        ("Maahanmuuttajakoulutusryhmä", K.WORKING),
        ("Kotoutumiskouluttajien foorumi/verkosto", K.FORUM),
        ("Ukraina-ryhmä", K.WORKING),
        ("Heinolan sekä Hollola-Orimattila maahanmuuttotyön verkosto", K.NETWORK),
        ("Heinolan maahanmuuttotyön verkosto", K.NETWORK),
        ("Maahanmuuttajayhteistyön järjestöverkosto", K.NETWORK),
    ),
    "sivistyspalvelut": (
        ("Päijät-Hämeen sivistysjohtajien ohjausryhmä", K.STEERING),
        ("OPS-kehittämisryhmä", K.DEVELOPMENT),
        ("TVT-kehittämisryhmä", K.DEVELOPMENT),
        ("Arvo-kehittämisryhmä", K.DEVELOPMENT),
        ("Nuorisopalveluiden kehittämisryhmä", K.DEVELOPMENT),
        ("Varhaiskasvatuksen kehittämisryhmä", K.DEVELOPMENT),
        ("Talousasiantuntijoiden kehittämisryhmä", K.DEVELOPMENT),
        ("Lukiokoulutuksen kehittämisryhmä", K.DEVELOPMENT),
        ("Ohjauksen kehittämisryhmä", K.DEVELOPMENT),
        ("Kirjaston kehittämisryhmä", K.DEVELOPMENT),
        ("Toisen asteen koulutuksen kehittämisryhmä", K.DEVELOPMENT),
    ),
    "harrastaminen": (
        ("Seudullinen kuntien liikuntatoimesta vastaavien verkosto", K.NETWORK),
        ("Liikunta- ja vapaa-aikapalvelujen kehittämisryhmä", K.DEVELOPMENT),
    ),
    "toimeentulo": (("Alueellinen toimeentulotukisasioiden neuvottelukunta", K.BOARD),),
}

# The structure slide: the wellbeing coordinators' network is that of the ten municipalities. This membership is real.
COORDINATORS = "Päijät-Hämeen hyvinvointikoordinaattoreiden verkosto"
# The nutrition slide: the nutrition unit convenes the nutrition networks. This too.
CONVENED_BY_NUTRITION_UNIT = tuple(name for name, _kind in NETWORKS[NUTRITION])

# Example memberships of the other networks of the heading: municipalities by slug (“*” is all ten), then who else.
HYTE_UNIT, FAMILY, HEALTH, OLDER, COUNCIL = (
    "hyte- ja yhdyspintatyö",
    "perhe-ja-sosiaalipalvelut",
    "terveys-ja-sairaanhoitopalvelut",
    "ikaantyneet-ja-kuntoutus",
    "paijat-hameen-liitto",
)
MEMBERS: dict[str, tuple[str, tuple[str, ...]]] = {
    COORDINATORS: ("", (HYTE_UNIT,)),
    "Alueellisen hyvinvointikertomuksen ja -suunnitelman valmistelu- ja toimeenpanoryhmä": ("*", (HYTE_UNIT, COUNCIL)),
    "Omaistaan hoitavien/omaishoidon parissa toimivien verkosto": ("asikkala hartola heinola hollola lahti", (OLDER,)),
    "Ehkäisevän työn seutukoordinaatioryhmä": ("hartola hollola iitti karkola lahti padasjoki", (HYTE_UNIT, FAMILY)),
    "Lähisuhdeväkivaltatyön asiantuntijaryhmä": ("heinola hollola iitti karkola lahti", (HYTE_UNIT, HEALTH)),
    "Digi- ja rahapelaamisen asiantuntijaryhmä": ("asikkala iitti lahti", (HYTE_UNIT, FAMILY)),
    "Päihteet ja mielenterveys -asiantuntijaryhmä": ("hartola heinola iitti lahti", (HYTE_UNIT, HEALTH)),
    "Järjestöjen miepä-ryhmä": ("hollola lahti", (HYTE_UNIT, FAMILY)),
    "Huumetyön verkosto": ("asikkala lahti padasjoki", (HYTE_UNIT, HEALTH)),
    "Mielenterveys- ja päihdeasioiden Asiakasraati": (
        "asikkala hartola heinola iitti karkola lahti padasjoki",
        (HYTE_UNIT, FAMILY),
    ),
    "Pete Lahti – ehkäisevän työn verkosto": ("lahti", (HYTE_UNIT, HEALTH)),
    "Luovat alat -verkosto, Taiku-sydänpisteen perustaminen": ("heinola karkola", (COUNCIL, FAMILY)),
    "Lasten kulttuuriverkosto, kulttuuripalvelujen seudullinen yhteistoiminta": (
        "asikkala heinola iitti karkola lahti orimattila sysma",
        (COUNCIL, FAMILY),
    ),
    "Ravitsemusterveyden edistämisen työryhmä": (
        "asikkala hartola heinola hollola iitti lahti orimattila padasjoki",
        (),
    ),
    "Varhaiskasvatuksen ruokakasvatusverkosto": ("asikkala hartola lahti orimattila", ()),
    "Maistuva koulu -verkosto": ("hartola heinola karkola lahti orimattila", ()),
    "Ikääntyneiden vajaaravitsemustyöryhmä": ("heinola hollola iitti lahti sysma", (OLDER,)),
    "Syödään yhdessä -verkosto": ("lahti sysma", ()),
    "Ruokapalvelupäälliköiden ja ateriapalvelutuottajien työryhmät": ("asikkala heinola", ()),
    "Syömishäiriöhoitotyön yhdysjäsenverkosto": ("asikkala hartola heinola hollola lahti", ()),
    "Seudullinen liikuntaneuvojien verkosto": ("asikkala lahti", (HYTE_UNIT,)),
    "Liikkuva varhaiskasvatus -verkostot": ("heinola karkola lahti orimattila", (HYTE_UNIT,)),
    "Liikkuva koulu -verkosto": ("asikkala lahti orimattila", (HYTE_UNIT,)),
    "Liikkuva opiskelu -verkosto": ("heinola karkola lahti padasjoki", (HYTE_UNIT,)),
}
