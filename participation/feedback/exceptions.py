"""What another service is told when its request cannot be served."""

from django.utils.functional import Promise


class Refused(Exception):
    """A refusal of GeoReport: the code of HTTP and what was wrong, each in a sentence."""

    def __init__(self, code: int, *reasons: str | Promise) -> None:
        super().__init__(*reasons)
        self.code = code
        self.reasons = reasons
