"""Made-up choices that come out the same every time: one seed, one region."""

import random
import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


class Dice(random.Random):
    """Throws for one part of the region; never for secrets."""

    def one_of(self, weights: Mapping[Choice, float]) -> Choice:
        """Return one choice, by its weight."""
        return self.choices(list(weights), list(weights.values()))[0]

    def some_of(self, weights: Mapping[Choice, float], *, most: int) -> list[Choice]:
        """Return one to `most` different choices, by weight, in the order of the table."""
        chosen = {self.one_of(weights) for _ in range(self.randint(1, most))}
        return [choice for choice in weights if choice in chosen]

    def identity(self) -> uuid.UUID:
        """Return a random id."""
        return uuid.UUID(int=self.getrandbits(128), version=4)

    def phone(self) -> str:
        """Return a telephone number that cannot exist: 088 000 is not given out to anybody."""
        return f"088 000 {self.randrange(10):d}{self.randrange(10):d} {self.randrange(100):02d}"


def dice(seed: int, part: str) -> Dice:
    """Return the dice for one part; another part does not change what they throw."""
    return Dice(f"{seed}/{part}")


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` things by weight into whole numbers that add up (largest remainders)."""
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    by_rest = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], i))
    for i in by_rest[: total - sum(parts)]:
        parts[i] += 1
    return parts
