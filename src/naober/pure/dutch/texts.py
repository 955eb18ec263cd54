"""Many short texts in little memory."""

from array import array
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from naober.pure.dutch.words import fold


class Texts:
    """Many short texts in one block of memory."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, text: str) -> None:
        """Put a text at the end."""
        self._bytes += text.encode()
        self._ends.append(len(self._bytes))

    def __getitem__(self, index: int) -> str:
        return self._bytes[self._ends[index] : self._ends[index + 1]].decode()

    def block(self) -> NDArray[np.bytes_]:
        """The texts as they are encoded, in an array."""
        longest = max((end - begin for begin, end in pairwise(self._ends)), default=0)
        block = np.zeros(len(self), f"S{max(1, longest)}")
        for index in range(len(self)):
            block[index] = self[index].encode()
        return block

    def ranks(self) -> NDArray[np.int32]:
        """The place of each text in an alphabetical list, without looking at capitals."""
        order = sorted(range(len(self)), key=lambda index: fold(self[index]))
        ranks = np.empty(len(self), np.int32)
        ranks[order] = np.arange(len(self), dtype=np.int32)
        return ranks
