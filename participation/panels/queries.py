"""Reads about panels."""

from collections.abc import Sequence
from dataclasses import dataclass

from organisations.models import Organisation
from participation.panels.enums import PanelKind
from participation.panels.models import Panel

STATUTORY = frozenset(
    {PanelKind.YOUTH, PanelKind.OLDER, PanelKind.DISABILITY, PanelKind.OLDER_AND_DISABILITY}
)  # Local Government Act 410/2015, sections 26 to 28


@dataclass(frozen=True)
class PanelList:
    """The panels of a place: those that the law demands, and those that the place has set up itself."""

    statutory: Sequence[Panel]
    own: Sequence[Panel]

    @property
    def is_empty(self) -> bool:
        return not self.statutory and not self.own


def panels_of(organisation: Organisation) -> PanelList:
    panels = list(Panel.objects.of(organisation))
    return PanelList(
        statutory=[panel for panel in panels if panel.kind in STATUTORY],
        own=[panel for panel in panels if panel.kind not in STATUTORY],
    )
