"""Many texts in one block of memory come out as they went in."""

from naober.pure.dutch.texts import Texts

SAID = ["Érica", "", "beilen", "Assen", "coevorden"]


def texts(*some: str) -> Texts:
    found = Texts()
    for text in some:
        found.add(text)
    return found


def test_every_text_comes_out_as_it_went_in() -> None:
    found = texts(*SAID)
    assert [found[index] for index in range(len(found))] == SAID


def test_a_block_holds_every_text_whole_also_the_longest_in_bytes() -> None:
    assert [one.decode() for one in texts(*SAID).block()] == SAID
    assert len(texts().block()) == 0


def test_the_alphabet_looks_neither_at_capitals_nor_at_accents() -> None:
    assert texts(*SAID).ranks().tolist() == [4, 0, 2, 1, 3]
