"""What the services of casework may raise on purpose."""


class AlreadyRegistered(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """This very registration was handed in before; the first one stands."""


class AlreadySent(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """This very question was sent before; the first one stands."""
