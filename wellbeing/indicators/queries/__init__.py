"""Reads about indicators: series with their gaps, what their changes mean, and the datasets of the pages."""

from wellbeing.indicators.queries.charts import (
    line_of,
    multiple_of,
    population_fan,
    population_line,
    spark_of,
    strip_of,
)
from wellbeing.indicators.queries.pages import (
    IndicatorPage,
    MunicipalityPage,
    OverviewRow,
    ThemeRows,
    home_region,
    indicator_page,
    municipality_page,
    overview_themes,
    public_indicator,
)
from wellbeing.indicators.queries.series import POPULATION, IndicatorSeries, Result, population_series, series_of
from wellbeing.indicators.queries.shelves import (
    INDICATOR_CARDS,
    CardField,
    CardSheet,
    CardTaskRow,
    front_wellbeing,
    open_indicators,
)
from wellbeing.indicators.queries.state import (
    IndicatorState,
    MunicipalityIndicator,
    municipality_indicators,
    spread_of,
    state_of_wellbeing,
)
from wellbeing.indicators.queries.tables import indicator_table

__all__ = [
    "INDICATOR_CARDS",
    "POPULATION",
    "CardField",
    "CardSheet",
    "CardTaskRow",
    "IndicatorPage",
    "IndicatorSeries",
    "IndicatorState",
    "MunicipalityIndicator",
    "MunicipalityPage",
    "OverviewRow",
    "Result",
    "ThemeRows",
    "front_wellbeing",
    "home_region",
    "indicator_page",
    "indicator_table",
    "line_of",
    "multiple_of",
    "municipality_indicators",
    "municipality_page",
    "open_indicators",
    "overview_themes",
    "population_fan",
    "population_line",
    "population_series",
    "public_indicator",
    "series_of",
    "spark_of",
    "spread_of",
    "state_of_wellbeing",
    "strip_of",
]
