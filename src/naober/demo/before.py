"""What an editor of the made-up region did before: a file brought in, and searches to look at.

The file is a list of another source. Two of its cards are about help that was on the map already,
so that there are doubles to compare; one line is refused, so that the report shows how that looks.
"""

from datetime import datetime, timedelta
from typing import Final

from naober.demo.chance import dice
from naober.demo.social_map import PLATFORM
from naober.demo.tables import CONTENT, identity
from naober.directory.models import UnansweredSearch
from naober.directory.services.imports import import_at_once
from naober.organisations.enums import Role
from naober.organisations.models import Membership
from naober.sites.entrance import actor_of

FILE: Final = "welfare-list.json"
SOURCE: Final = "welfare-list"
_IMPORTED: Final = timedelta(days=19)
_SEARCHED: Final = (
    "bokashi", "stomazuster", "tolk tigrinya", "gebarentaal", "hondenuitlaatservice",
    "strandrolstoel", "reiki", "kapper aan bed", "pruikenmaker", "hulphond aanvragen",
    "muziektherapie", "orgeldonor worden",
)  # fmt: skip
"""Made-up searches that found nothing that fits."""
_WEEKS: Final = 6


def tell_of_before(members: dict[str, list[Membership]], *, seed: int, at: datetime) -> None:
    """Bring the file in as the editor of the region did, and count searches that found nothing."""
    editor = next(one for one in members[PLATFORM] if one.role == Role.EDITOR)
    import_at_once(
        run_id=identity("import", FILE),
        by=actor_of(editor),
        path=CONTENT / FILE,
        source=SOURCE,
        at=at - _IMPORTED,
    )
    throws = dice(seed, "searches")
    UnansweredSearch.objects.bulk_create(
        UnansweredSearch(
            words=words,
            number=throws.randint(1, 9),
            last_on=at.date() - timedelta(days=throws.randrange(7 * _WEEKS)),
        )
        for words in _SEARCHED
    )
