"""Things to look up, as naober/data_list.html draws them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing to look up: what it is, what it says, and where it leads if anywhere."""

    label: str
    text: str
    url: str = ""
