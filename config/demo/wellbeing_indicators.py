"""Indicators of the demo. Finnish titles are Sotkanet's own; the Swedish and English ones are translations.

Only titles that have been checked against Sotkanet are here. An indicator without figures reads “no data”.
"""

from decimal import Decimal

from wellbeing.indicators.actions import Texts
from wellbeing.indicators.enums import Polarity, Theme
from wellbeing.indicators.rules import SCHOOL_THRESHOLD, SCHOOL_THRESHOLD_SMALL
from wellbeing.plans.actions import Names

SCHOOL = ("THL", "Kouluterveyskysely", 2, SCHOOL_THRESHOLD, SCHOOL_THRESHOLD_SMALL)
REGISTER = ("THL", "", 1, None, None)
STATISTICS = ("Tilastokeskus", "", 1, None, None)
D, U, N = Polarity.DOWN_GOOD, Polarity.UP_GOOD, Polarity.NEUTRAL

# number, theme, unit, decimals, polarity, (producer, survey, every, thresholds), names fi/sv/en. Finnish titles are Sotkanet's own.
INDICATORS: tuple[
    tuple[int, Theme, str, int, Polarity, tuple[str, str, int, Decimal | None, Decimal | None], Names], ...
] = (
    (
        127,
        Theme.POPULATION,
        "",
        0,
        N,
        STATISTICS,
        Names("Väestö 31.12.", "Befolkning 31.12", "Population on 31 December"),
    ),
    (
        286,
        Theme.CHILDREN,
        "%",
        1,
        D,
        SCHOOL,
        Names(
            "Kokee terveydentilansa keskinkertaiseksi tai huonoksi, % 8. ja 9. luokan oppilaista",
            "Upplever sitt hälsotillstånd som medelmåttigt eller dåligt, % av eleverna i årskurs 8 och 9",
            "Rates own health as moderate or poor, % of pupils in grades 8 and 9",
        ),
    ),
    (
        288,
        Theme.CHILDREN,
        "%",
        1,
        D,
        SCHOOL,
        Names(
            "Tupakoi päivittäin, % 8. ja 9. luokan oppilaista",
            "Röker dagligen, % av eleverna i årskurs 8 och 9",
            "Smokes daily, % of pupils in grades 8 and 9",
        ),
    ),
    (
        289,
        Theme.CHILDREN,
        "%",
        1,
        D,
        SCHOOL,
        Names(
            "Tosi humalassa vähintään kerran kuukaudessa, % 8. ja 9. luokan oppilaista",
            "Rejält berusad minst en gång i månaden, % av eleverna i årskurs 8 och 9",
            "Really drunk at least once a month, % of pupils in grades 8 and 9",
        ),
    ),
    (
        1514,
        Theme.CHILDREN,
        "%",
        1,
        D,
        SCHOOL,
        Names(
            "Koulukiusattuna vähintään kerran viikossa, % 8. ja 9. luokan oppilaista",
            "Mobbad i skolan minst en gång i veckan, % av eleverna i årskurs 8 och 9",
            "Bullied at school at least once a week, % of pupils in grades 8 and 9",
        ),
    ),
    (
        3904,
        Theme.CHILDREN,
        "%",
        1,
        D,
        SCHOOL,
        Names(
            "Ei syö koululounasta päivittäin, % 8. ja 9. luokan oppilaista",
            "Äter inte skollunch dagligen, % av eleverna i årskurs 8 och 9",
            "Does not eat school lunch every day, % of pupils in grades 8 and 9",
        ),
    ),
    (
        3905,
        Theme.CHILDREN,
        "%",
        1,
        D,
        SCHOOL,
        Names(
            "Harrastaa hengästyttävää liikuntaa vapaa-ajalla korkeintaan 1 h viikossa, % 8. ja 9. luokan oppilaista",
            "Ägnar sig åt ansträngande motion på fritiden högst 1 h i veckan, % av eleverna i årskurs 8 och 9",
            "Takes brisk exercise in leisure time at most 1 h a week, % of pupils in grades 8 and 9",
        ),
    ),
    (
        4,
        Theme.CHILDREN,
        "/ 1 000",
        1,
        D,
        REGISTER,
        Names(
            "Mielenterveyden häiriöihin sairaalahoitoa saaneet 0–17-vuotiaat / 1 000 vastaavan ikäistä",
            "0–17-åringar som fått sjukhusvård för psykiska störningar / 1 000 i samma ålder",
            "Aged 0–17 in hospital care for mental disorders per 1,000 of the same age",
        ),
    ),
    (
        4559,
        Theme.ADULTS,
        "%",
        1,
        U,
        REGISTER,
        Names(
            "Terveydelle suotuisat elintavat (%), 20–69-vuotiaat",
            "Hälsosamma levnadsvanor (%), 20–69-åringar",
            "Healthy way of life (%), aged 20–69",
        ),
    ),
    (
        5527,
        Theme.ADULTS,
        "%",
        1,
        D,
        REGISTER,
        Names(
            "Terveysliikuntasuosituksen mukaan liian vähän liikkuvien osuus (%)",
            "Andelen som rör sig för lite enligt rekommendationen för hälsomotion (%)",
            "Share of those who move too little by the recommendation for health (%)",
        ),
    ),
    (
        5529,
        Theme.OLDER,
        "%",
        1,
        D,
        REGISTER,
        Names(
            "Terveysliikuntasuosituksen mukaan liian vähän liikkuvien osuus (%), 65 vuotta täyttäneet",
            "Andelen som rör sig för lite enligt rekommendationen för hälsomotion (%), 65 år fyllda",
            "Share of those who move too little by the recommendation for health (%), aged 65 and over",
        ),
    ),
    (
        5,
        Theme.LIVELIHOOD,
        "%",
        1,
        D,
        REGISTER,
        Names(
            "Toimeentulotukea saaneet 25–64-vuotiaat, % vastaavan ikäisestä väestöstä",
            "25–64-åringar som fått utkomststöd, % av befolkningen i samma ålder",
            "Aged 25–64 who received social assistance, % of the population of the same age",
        ),
    ),
    (
        183,
        Theme.LIVELIHOOD,
        "%",
        1,
        D,
        ("", "", 1, None, None),
        Names(
            "Ahtaasti asuvat asuntokunnat, % kaikista asuntokunnista",
            "Trångbodda bostadshushåll, % av alla bostadshushåll",
            "Overcrowded households, % of all households",
        ),
    ),
)

DEFINITION_286 = Texts(
    "Terveydentilansa keskinkertaiseksi, melko huonoksi tai huonoksi kokevien peruskoulun 8. ja 9. luokkalaisten osuus prosentteina "
    "kysymykseen vastanneista ko. ikäluokassa.",
    "Andelen elever i grundskolans årskurs 8 och 9 som upplever sitt hälsotillstånd som medelmåttigt, ganska dåligt eller dåligt, "
    "i procent av dem i åldersgruppen som svarat på frågan.",
    "The share of pupils in grades 8 and 9 of comprehensive school who rate their health as moderate, rather poor or poor, "
    "per cent of those of the age group who answered the question.",
)
DEFINITION_HYTE = Texts(
    "Kerroin 0–100 kokoaa yhteen, mitä hyvinvoinnin ja terveyden edistämiseksi tehdään ja miten väestön hyvinvointi on muuttunut. "
    "Se vaikuttaa hyvinvointialueen ja kuntien valtionrahoitukseen.",
    "Koefficienten 0–100 sammanfattar vad som görs för att främja välfärd och hälsa och hur befolkningens välfärd har förändrats. "
    "Den påverkar välfärdsområdets och kommunernas statliga finansiering.",
    "The coefficient 0–100 sums up what is done to promote wellbeing and health, and how the population's wellbeing has changed. "
    "It affects the state funding of the county and the municipalities.",
)
FINDING_286 = Texts(
    "Joka neljäs 8.–9.-luokkalainen kokee terveytensä keskinkertaiseksi tai huonoksi",
    "Var fjärde elev i årskurs 8–9 upplever sin hälsa som medelmåttig eller dålig",
    "One in four pupils in grades 8–9 rates their health as moderate or poor",
)

# The region's figures that a picture of small multiples needs; no source gives them.
EXAMPLES: dict[int, dict[int, str]] = {
    288: {2019: "8.3", 2021: "7.9", 2023: "7.1"},
    1514: {2019: "5.9", 2021: "6.3", 2023: "8.6"},
    3904: {2019: "33.8", 2021: "35.1", 2023: "36.0"},
    3905: {2019: "32.4", 2021: "33.6", 2023: "30.2"},
}

# The ten municipal coefficients of 2024; the picture's text lost which is whose, so they are kept without names.
COEFFICIENTS_2024 = (63, 63, 67, 71, 67, 55, 76, 70, 57, 67)
