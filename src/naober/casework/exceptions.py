"""What the services of casework may raise on purpose."""


class AlreadyRegistered(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """This very form was handed in before; the first registration stands."""


class AlreadySent(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """This very question or contact was sent before; the first one stands."""
