"""Changes to panels. For now only the operator's commands and the demo add them."""

from organisations.models import Organisation
from participation.panels.enums import PanelKind
from participation.panels.models import Panel

Texts = tuple[str, str, str]  # Finnish, Swedish, English


def add_panel(
    *,
    organisation: Organisation,
    kind: PanelKind,
    names: Texts,
    source: str,
    influence: Texts = ("", "", ""),
    rhythm: Texts = ("", "", ""),
    position: int = 0,
    is_example: bool = False,
) -> Panel:
    """Add a panel; one with the same name in the same place stays as it is."""
    panel, _created = Panel.objects.get_or_create(
        organisation=organisation,
        name_fi=names[0],
        defaults={
            "name_sv": names[1], "name_en": names[2], "kind": kind, "source": source, "position": position, "is_example": is_example,
            "influence_fi": influence[0], "influence_sv": influence[1], "influence_en": influence[2],
            "rhythm_fi": rhythm[0], "rhythm_sv": rhythm[1], "rhythm_en": rhythm[2],
        },
    )  # fmt: skip
    return panel
