"""What can be wrong with a question to the API."""


class BadParameterError(ValueError):
    """A parameter that cannot be read; the message is a sentence for who asked."""


class NotThereError(LookupError):
    """There is no such object, or it is not public today."""
