"""The diagram of states in the documentation is the one that the rules draw."""

from pathlib import Path

from participation.matters.rules import state_diagram

PAGE = Path(__file__).resolve().parents[3] / "docs" / "mechanisms" / "matters.md"


def test_the_diagram_in_the_documentation_is_current():
    block = f"```mermaid\n{state_diagram()}\n```"
    assert block in PAGE.read_text(encoding="utf-8"), f"write this into {PAGE.name}:\n{block}"
