"""What opens a referral: a link, a word, a code of ten minutes; and nothing else does."""

import uuid
from datetime import timedelta

import pytest

from naober.casework.referral_codes import LIVES, TRIES, Door, is_right, new_code
from naober.casework.referral_keys import (
    LETTERS,
    new_key,
    new_word,
    read_key,
    read_word,
    seal,
    unseal,
)
from naober.shared.actors import Actor
from naober.shared.database import acting_as
from tests.factories.organisations import MONDAY

ONE, OTHER = uuid.uuid4(), uuid.uuid4()


def right(code: str, *, of: uuid.UUID = ONE, door: Door = Door.RECEIVER, after: int = 0) -> bool:
    with acting_as(Actor()):
        return is_right(of, door, code, at=MONDAY + timedelta(seconds=after))


def made(of: uuid.UUID = ONE) -> str:
    return new_code(of, Door.RECEIVER, at=MONDAY)


def test_a_word_is_read_however_it_was_typed() -> None:
    word = new_word()
    proof = read_word(word)
    assert proof is not None
    assert proof == read_word(word.lower().replace("-", " ")) == read_word(f" {word}\n")
    assert set(word) <= set(LETTERS) | {"-"}
    assert len(word) == 14


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMNP", "é" * 12])
def test_what_cannot_be_a_word_opens_nothing(typed: str) -> None:
    assert read_word(typed) is None


def test_two_words_never_name_the_same_question_and_the_hash_says_no_word() -> None:
    words = {new_word() for _ in range(50)}
    proofs = [read_word(word) for word in words]
    assert len({proof.referral for proof in proofs if proof}) == len(words) == 50
    assert not {proof.key_hash for proof in proofs if proof} & words


def test_a_key_names_its_referral_and_fits_its_own_hash_only() -> None:
    key, again = new_key(ONE), new_key(ONE)
    proof, other = read_key(key), read_key(again)
    assert proof is not None
    assert other is not None
    assert proof.referral == other.referral == ONE
    assert proof.fits(proof.key_hash)
    assert not proof.fits(other.key_hash)
    assert not proof.fits("")


@pytest.mark.parametrize("key", ["", "x", "é", "A" * 54 + "=", "-" * 53])
def test_what_cannot_be_a_key_opens_nothing(key: str) -> None:
    assert read_key(key) is None


def test_a_key_lies_locked_and_one_that_nobody_can_open_is_none() -> None:
    key = new_key(ONE)
    assert key not in seal(key)
    assert unseal(seal(key)) == key
    assert unseal("") is None


@pytest.mark.django_db
def test_a_code_works_once_for_ten_minutes_at_its_own_door() -> None:
    code = made()
    assert not right(code, of=OTHER)
    assert not right(code, door=Door.CARER)
    assert right(f"{code[:4]} {code[4:]}", after=LIVES)
    assert not right(code)
    assert not right(made(), after=LIVES + 1)


@pytest.mark.django_db
def test_after_five_wrong_codes_the_right_one_is_worth_nothing() -> None:
    code = made()
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    assert [right(wrong) for _ in range(TRIES)] == [False] * TRIES
    assert not right(code)


@pytest.mark.django_db
def test_a_new_code_ends_the_one_before() -> None:
    first, second = made(), made()
    assert first == second or not right(first)
    assert right(second)
