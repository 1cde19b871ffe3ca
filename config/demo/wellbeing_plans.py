"""The card of indicator 286, the spearheads and the guiding documents, from the county's and Lahti's public slides.

The slide names two people as owners of the card: names stay out. Its colours and bars were lost with the picture: timing and
state are examples.
"""

from datetime import date

from wellbeing.plans.actions import CardTexts, Names, Task
from wellbeing.plans.enums import PlanKind, Status

SLIDES = "Päijät-Hämeen hyvinvointialueen esitys 14.5.2024"
LAHTI_SLIDES = "Lahden kaupungin esitys 2022"

CARD = CardTexts(
    partners="kuntien kasvatus- ja opetuspalvelut ja liikunta- ja nuorisopalvelut, kouluth, oth, järjestöt, Mieli ry, THL",
    aim="24,8 % (2021), 25,7 % (2023) – tavoite alle 24 % (2025)",
    other_meters="Kouluterveyskysely 2025 tulokset\n"
    "Toteutuneet vertaisryhmät, liikunta- ja ravitsemusneuvonta tms./ vuosi\n"
    "Sisältömerkintä terveydentilan puheeksi ottamisesta Lifecareen? (ei ole olemassa nyt)\n"
    "Sairaudet/ sairastavuus, erityiskorvattavat lääkkeet ja masennuslääkkeet (Sotkanet)\n"
    "Nykytila.fi",
    dependencies="Kuntien ja alueen hyvinvointisuunnitelmat / lasten- ja nuorten hv-suunnitelmat, ehkäisevän työn suunnitelma, "
    "Liikkuva Päijät-Häme ohjelma, ravitsemusterveyden edistämissuunnitelma, neuvola-asetus",
    risks="Miten vaikuttaa yksilön koettuun terveydentilaan?\n"
    "Tavoitetaanko oikeat kohderyhmät?\n"
    "Huoltajat/nuoret eivät koe asiaa tärkeäksi\n"
    "Terveydentilan kokemus jää muiden asioiden alle nuoren elämässä\n"
    "Nuori ei saa tarvitsemaansa tukea, apua, hoitoa oikea-aikaisesti, tai oireita ei oteta vakavasti, tai kokonaisuutta ei huomioida\n"
    "Hoitoon pääsy pitkittyy tai epäonnistuu",
    content="Indikaattori ilmaisee terveydentilansa keskinkertaiseksi, melko huonoksi tai huonoksi kokevien peruskoulun 8. ja 9. "
    "luokkalaisten osuuden prosentteina kysymykseen vastanneista ko. ikäluokassa.",
    owners_note="Lähde nimeää kaksi omistajaa. Kuuluu näyttää toimet, ei nimiä; toimia lähde ei kerro.",
    source=SLIDES,
)
REASONS = (
    "Palvelupolut ja matalankynnyksen tuki ei tavoita kohderyhmää. Koettua terveydentilaa ei oteta puheeksi eikä "
    "tarjota tukea riittävästi. "
    "Henkinen pahoinvointi ja fyysiset oireet lisääntyneet erityisesti tytöillä (sukupuolierot huomattavat!)."
)
DONE = "Ilmiö ja siihen vaikuttavat tekijät on ymmärretty\nHVA:n palvelujen kehittämistyötä tehty"
COMING = (
    "Asia puheeksi koulu- ja oth:n henkilökunnan kanssa\n"
    "Avun näkyväksi tekeminen (vertaisryhmät, liikunta- ja ravitsemusneuvonta jne.)\n"
    "Otetaan asia puheeksi nuorten ja huoltajien kanssa."
)
S = Status
TASKS = (
    Task(
        "Kootaan riittävästi tietoa tähän indikaattoriin vaikuttavista tekijöistä – vaikutetaan juurisyihin (mieliala, koulu-uupumus, "
        "nukkuminen, ruokailu, liikkuminen, sukupuolierot!!)",
        date(2023, 1, 1),
        date(2023, 12, 31),
        S.ON_TRACK,
        True,
    ),
    Task(
        "Alueellisten mt-palvelujen kehittäminen ja monialaisen tuen kehittäminen (HVA)",
        date(2023, 1, 1),
        date(2025, 12, 31),
        S.CHALLENGES,
        True,
    ),
    Task(
        "Asia otetaan puheeksi laajassa terveystarkastuksessa – riittävä resurssointi oth",
        date(2024, 1, 1),
        date(2025, 12, 31),
        S.CHALLENGES,
        True,
    ),
    Task(
        "Asia puheeksi nuorten ja huoltajien kanssa – nuorten ja huoltajien aktivoiminen ja osallistaminen toimenpiteisiin",
        date(2024, 7, 1),
        date(2025, 12, 31),
        S.UNKNOWN,
        True,
    ),
    Task(
        "Liikunta-/ravitsemus-/ muiden elämäntapaneuvonnan ja vertaistuen lisääminen ja ”mainostaminen” kohderyhmälle – lisää liikettä "
        "koulupäivään, toiminnalliset kerhot jne.",
        date(2024, 1, 1),
        date(2025, 12, 31),
        S.ON_TRACK,
        True,
    ),
)

SPEARHEADS: tuple[tuple[str, Names, tuple[int, ...]], ...] = (
    ("mielen-hyvinvointi", Names("Mielen hyvinvointi", "Psykiskt välbefinnande", "Mental wellbeing"), (286, 4)),
    (
        "osallisuus-ja-yhteisollisyys",
        Names("Osallisuus ja yhteisöllisyys", "Delaktighet och gemenskap", "Inclusion and community"),
        (),
    ),
    ("arjen-turvallisuus", Names("Arjen turvallisuus", "Trygghet i vardagen", "Safety in everyday life"), (1514,)),
    (
        "paihteettomyys-ja-terveelliset-elintavat",
        Names(
            "Päihteettömyys ja terveelliset elintavat",
            "Drogfrihet och hälsosamma levnadsvanor",
            "Freedom from substances and healthy ways of life",
        ),
        (288, 289, 3904, 3905, 4559),
    ),
)

PH, SOTE, HVA = (
    "https://paijat-hame.fi/wp-content/uploads/",
    "https://paijat-sote.fi/wp-content/uploads/",
    "https://www.paijatha.fi/",
)
REGION_PLANS: tuple[tuple[str, PlanKind, tuple[int | None, int | None], str], ...] = (
    (
        "Päijät-Hämeen hyvinvointikertomus ja -suunnitelma 2021–2025",
        PlanKind.PLAN,
        (2021, 2025),
        PH + "2021/11/PH_hyvinvointikertomus_ja_suunnitelma_2021-2025_hyvaksytty_15112021.pdf",
    ),
    (
        "Alueellinen lasten ja nuorten hyvinvointisuunnitelma 2022–2025",
        PlanKind.PLAN,
        (2022, 2025),
        PH + "2022/02/Alueellinen_lasten_ja_nuorten_hyvinvointisuunnitelma_2022_2025.pdf",
    ),
    (
        "Suunnitelma ikääntyneen väestön tukemiseksi 2021–2025",
        PlanKind.PLAN,
        (2021, 2025),
        PH + "2022/01/Suunnitelma_ikaantyneen_vaeston_tukemiseksi_2021-2025.pdf",
    ),
    (
        "Päijät-Hämeen ehkäisevän työn toimintasuunnitelma 2021–2025",
        PlanKind.PLAN,
        (2021, 2025),
        PH + "2021/12/PH_Ehkaisevan-tyon-toimintasuunnitelma-2021-2025_final.pdf",
    ),
    (
        "Päijät-Hämeen ravitsemuskertomus ja -suunnitelma 2021–2025",
        PlanKind.PLAN,
        (2021, 2025),
        SOTE
        + "2021/02/paijat-hameen-ravitsemuskertomus-2015-2020-ja-ravitsemusterveyden-edistamisen-suunnitelma-2021-2025.pdf",
    ),
    (
        "Liikkuva Päijät-Häme 2030 -ohjelma",
        PlanKind.PROGRAMME,
        (None, 2030),
        PH + "2023/05/Liikkuva_Paijat-Hame_2030_100323.pdf",
    ),
    (
        "Päijät-Hämeen kulttuurisuunta 2030",
        PlanKind.PROGRAMME,
        (None, 2030),
        PH + "2023/03/130223Kulttuuriohjelman_suunta2030_jakeluun.pdf",
    ),
    (
        "Maahanmuutto-ohjelma 2021–2025",
        PlanKind.PROGRAMME,
        (2021, 2025),
        PH + "2021/02/Maahanmuutto-ohjelma2021-2025_liitteineen_final.pdf",
    ),
    (
        "Hyvinvointialuestrategia",
        PlanKind.STRATEGY,
        (None, None),
        HVA + "wp-content/uploads/2022/06/Paijat-Hameen_hyvinvointialue_strategia.pdf",
    ),
    (
        "Palvelustrategia 2023–2025",
        PlanKind.STRATEGY,
        (2023, 2025),
        HVA + "wp-content/uploads/2023/05/Paijat-Hameen-hyvinvointialueen-palvelustrategia-2023-2025.pdf",
    ),
    (
        "Hyvinvoinnin, terveyden ja turvallisuuden edistäminen Päijät-Hämeessä",
        PlanKind.PAGE,
        (None, None),
        "https://paijat-hame.fi/hyvinvoinnin-terveyden-ja-turvallisuuden-edistaminen-hyte/",
    ),
    (
        "Hyvinvoinnin ja terveyden edistämisen lautakunta",
        PlanKind.PAGE,
        (None, None),
        HVA + "paatoksenteko/hyvinvoinnin-ja-terveyden-edistamisen-lautakunta/",
    ),
)

WORK_PAGE = Names(
    "Hyvinvoinnin ja terveyden edistäminen kunnassa",
    "Främjande av välfärd och hälsa i kommunen",
    "Promoting wellbeing and health in the municipality",
)
MUNICIPAL_PAGES: dict[str, str] = {
    "asikkala": "https://asikkala.fi/terveys-ja-hyvinvointi/hyvinvoinnin-ja-terveyden-edistaminen-ehkaiseva-tyo-asikkalassa/",
    "hartola": "https://hartola.fi/terveys-ja-hyvinvointi/hyvinvoinnin-ja-terveyden-edistaminen/",
    "heinola": "https://www.heinola.fi/kaupunki-ja-paatoksenteko/strategia-ja-talous/hyvinvoinnin-ja-terveyden-edistaminen/",
    "hollola": "https://www.hollola.fi/terveyden-ja-hyvinvoinnin-edistaminen-hollolassa",
    "iitti": "https://www.iitti.fi/",
    "karkola": "https://www.karkola.fi/palvelut/hyvinvointi-ja-terveys/hvyinvoinnin-ja-terveyden-edistaminen/",
    "lahti": "https://www.lahti.fi/asuminen-ja-ymparisto/hyvinvoinnin-ja-terveyden-edistaminen/",
    "orimattila": "https://www.orimattila.fi/hyvinvointi-ja-terveys/hyvinvoinnin-ja-terveyden-edistaeminen/"
    "hyvinvoinnin-ja-terveyden-edistaeminen-orimattilassa",
    "padasjoki": "https://www.padasjoki.fi/fi/Palvelut/Hyvinvointi,-liikunta-ja-vapaa-aika",
    "sysma": "https://www.sysma.fi/terveyden-ja-hyvinvoinnin-omahoito",
}
LAHTI_PLANS: tuple[tuple[str, PlanKind, tuple[int, int], str], ...] = (
    (
        "Lahden kaupungin laaja hyvinvointikertomus 2017–2021",
        PlanKind.REPORT,
        (2017, 2021),
        "https://www.lahti.fi/uploads/2021/03/5539d926-lahden-kaupungin-laaja-hyvinvointikertomus-2017-2020.pdf",
    ),
    (
        "Lahden kaupungin hyvinvointisuunnitelma 2022–2025",
        PlanKind.PLAN,
        (2022, 2025),
        "https://www.lahti.fi/tiedostot/lahden-kaupungin-hyvinvointisuunnitelma-2022-2025/",
    ),
)
