"""How a process holds memory."""

import contextlib
import ctypes
from typing import Final

_MMAP_THRESHOLD: Final = -3
_TRIM_THRESHOLD: Final = -1
_LARGE: Final = 2**20


def give_back_large_blocks() -> None:
    """Let glibc give blocks of a megabyte and more back to the system as soon as they are free.

    By itself it raises that limit with every large block that is freed, up to 32 MB, and then
    keeps what building the search index needed for a while (`M_MMAP_THRESHOLD` in mallopt(3)).
    Another C library does as it does.
    """
    with contextlib.suppress(AttributeError, OSError):
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)
        library.mallopt(_TRIM_THRESHOLD, 2 * _LARGE)
