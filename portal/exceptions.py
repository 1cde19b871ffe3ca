"""The four ways in which the house says no; middleware.py maps each to HTTP, once."""


class KuuluuError(Exception):
    """Something that a person can be told about in plain words."""


class NotVisible(KuuluuError):
    """The thing does not exist for this person; the answer never says whether it exists for others (404)."""


class NotPermitted(KuuluuError):
    """The person may see the thing but not do this; `reason` is a translated sentence (403)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RuleBroken(KuuluuError):
    """The step is not possible now. `message` says why and what to do; `back` is where the page leads (message + redirect)."""

    def __init__(self, message: str, *, code: str = "", back: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.back = back


class ChangedMeanwhile(KuuluuError):
    """Somebody else changed the thing after this page was opened (409)."""

    def __init__(self, message: str = "", *, back: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.back = back
