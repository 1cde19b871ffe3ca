"""Lapinjärvi's services by stage of life, as on its slide “Kun tarvitset jaksamista arkeen – ota yhteyttä” of 14 May 2024.

The slide is a picture: its text names the services but not who stands where. Which stage each is shown in is read from its name.
"""

from interfaces.contacts.actions import Names
from interfaces.contacts.enums import LifeStage, ProviderKind

SOURCE = "Lapinjärven kunta 14.5.2024; jako elämänvaiheisiin ja tahoihin nimen mukaan"

FAMILY, YOUNG, ADULT, OLD = LifeStage
TOWN, COUNTY, GROUP, PARISH, FIRM = ProviderKind

SERVICES: tuple[tuple[ProviderKind, Names, tuple[LifeStage, ...]], ...] = (
    (TOWN, ("Hyvinvointikoordinaattori", "Välfärdskoordinator", "Wellbeing coordinator"), (FAMILY, YOUNG, ADULT, OLD)),
    (
        TOWN,
        (
            "Liikunnanohjaaja ja liikuntaneuvoja",
            "Motionsinstruktör och motionsrådgivare",
            "Exercise instructor and adviser",
        ),
        (FAMILY, YOUNG, ADULT, OLD),
    ),
    (TOWN, ("Nuoriso-ohjaaja", "Ungdomsledare", "Youth worker"), (YOUNG,)),
    (TOWN, ("Nuorisovaltuusto Nuva", "Ungdomsfullmäktige Nuva", "Youth council Nuva"), (YOUNG,)),
    (
        TOWN,
        (
            "Hilda Käkikosken koulu, erityisopettaja",
            "Hilda Käkikosken koulu, speciallärare",
            "Hilda Käkikoski school, special needs teacher",
        ),
        (FAMILY, YOUNG),
    ),
    (
        TOWN,
        (
            "Kapellby skola, erityisopettaja",
            "Kapellby skola, en speciallärare",
            "Kapellby skola, special needs teacher",
        ),
        (FAMILY, YOUNG),
    ),
    (TOWN, ("Taitopaikka", "Taitopaikka", "Taitopaikka"), (ADULT,)),
    (TOWN, ("Loviisan kansalaisopisto", "Lovisa medborgarinstitut", "Loviisa adult education centre"), (ADULT, OLD)),
    (
        COUNTY,
        ("Yleinen asiakasneuvonta Luona", "Allmän klientrådgivning Luona", "General client advice Luona"),
        (FAMILY, YOUNG, ADULT, OLD),
    ),
    (COUNTY, ("Neuvola", "Rådgivningsbyrån", "Maternity and child health clinic"), (FAMILY,)),
    (
        COUNTY,
        (
            "Kouluterveydenhoitaja, Hilda Käkikoski",
            "Skolhälsovårdare, Hilda Käkikoski",
            "School nurse, Hilda Käkikoski",
        ),
        (FAMILY, YOUNG),
    ),
    (
        COUNTY,
        ("Kouluterveydenhoitaja, Kapellby skola", "Skolhälsovårdare, Kapellby skola", "School nurse, Kapellby skola"),
        (FAMILY, YOUNG),
    ),
    (
        COUNTY,
        (
            "Fysioterapeutti, hyvinvointialue",
            "Fysioterapeut, välfärdsområdet",
            "Physiotherapist, wellbeing services county",
        ),
        (ADULT, OLD),
    ),
    (
        COUNTY,
        (
            "Elämäntapaohjaus: muisti, päihteet, ravitsemus, uni",
            "Levnadsvanehandledning: minne, rusmedel, kost, sömn",
            "Lifestyle guidance: memory, substances, nutrition, sleep",
        ),
        (ADULT, OLD),
    ),
    (
        COUNTY,
        ("Lapinjärven Terveystalo", "Lappträsk hälsostation", "Lapinjärvi health centre"),
        (FAMILY, YOUNG, ADULT, OLD),
    ),
    (GROUP, ("MLL Lapinjärvi – Lappträsk", "MLL Lapinjärvi – Lappträsk", "Mannerheim League, Lapinjärvi"), (FAMILY,)),
    (
        GROUP,
        (
            "Etsivä nuorisotyöntekijä, MLL Lapinjärvi – Lappträsk",
            "Uppsökande ungdomsarbetare, MLL Lapinjärvi – Lappträsk",
            "Outreach youth worker, Mannerheim League",
        ),
        (YOUNG,),
    ),
    (GROUP, ("Lapinjärven Martat", "Lapinjärven Martat", "Lapinjärven Martat"), (FAMILY, ADULT, OLD)),
    (GROUP, ("Porlammin Martat", "Porlammin Martat", "Porlammin Martat"), (FAMILY, ADULT, OLD)),
    (
        GROUP,
        ("Lapinjärven urheiluseurat", "Idrottsföreningarna i Lappträsk", "Sports clubs of Lapinjärvi"),
        (FAMILY, YOUNG, ADULT),
    ),
    (PARISH, ("Agricolan seurakunta", "Agricolan seurakunta", "Agricola parish"), (FAMILY, YOUNG, ADULT, OLD)),
    (FIRM, ("Lapinjärven yrittäjät ry", "Lapinjärven yrittäjät ry", "Entrepreneurs of Lapinjärvi"), (ADULT,)),
    (FIRM, ("Työterveys Mehiläinen", "Företagshälsovård Mehiläinen", "Occupational health care Mehiläinen"), (ADULT,)),
    (
        FIRM,
        (
            "Fysioterapeutit, jalkahoitolat ja hierojat",
            "Fysioterapeuter, fotvård och massörer",
            "Physiotherapists, foot care and massage",
        ),
        (ADULT, OLD),
    ),
    (
        FIRM,
        (
            "Mehiläisen Mainiokodin päivätoiminta",
            "Mehiläinens Mainiokoti, dagverksamhet",
            "Day activities of Mehiläinen Mainiokoti",
        ),
        (OLD,),
    ),
    (
        FIRM,
        (
            "Kotihoito, Mehiläinen Lapinjärvi Oy",
            "Hemvård, Mehiläinen Lapinjärvi Oy",
            "Home care, Mehiläinen Lapinjärvi Oy",
        ),
        (OLD,),
    ),
    (FIRM, ("Lapinjärven apteekki", "Apoteket i Lappträsk", "Lapinjärvi pharmacy"), (FAMILY, YOUNG, ADULT, OLD)),
)
