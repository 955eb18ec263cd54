"""What a service may raise on purpose."""


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """An anticipated 'no', with a reason that a person can read on the screen.

    Anything else that a service raises is a bug or a lack of permission.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
