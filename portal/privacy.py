"""What a model's fields tell about people; every model declares each of its fields once (tests/repository proves it)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Privacy:
    """`personal`: names or contacts somebody. `pseudonymous`: leads to somebody with other data. `public`: neither.

    `about` says in one plain sentence what is kept about a person and why; needed when anything is personal or pseudonymous.
    `retention` says in one sentence how long personal data is kept and what then happens to it.
    Both are English message ids shown on the privacy page; their translations are in locale/people.
    """

    public: tuple[str, ...] = ()
    pseudonymous: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    about: str = ""
    retention: str = "No personal data: kept as long as the installation."

    def declared(self) -> tuple[str, ...]:
        return self.public + self.pseudonymous + self.personal
