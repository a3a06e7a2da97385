"""Refusals: each carries one full Vietnamese sentence that says what to do."""


class Refused(Exception):
    """The state of the thing, or an obstacle, does not allow the act (HTTP 409)."""

    status = 409

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return self.sentence


class NotYourRole(Refused):
    """The person may see the thing but not do this to it (HTTP 403)."""

    status = 403


class TooManyTries(Refused):
    """A public page was asked too often from one place (HTTP 429)."""

    status = 429


class StaleEdit(Refused):
    """Somebody else saved first; `saved` maps field -> (label, text now saved, text just typed)."""

    def __init__(self, sentence, saved=None, version=None):
        super().__init__(sentence)
        self.saved = saved or {}
        self.version = version
