"""Files of age are the same to this program and to others, and are refused when not whole."""

from __future__ import annotations

import os

import pyrage
import pytest

from secondme.backup.age import NotOpenedError, open_sealed, seal

SEGMENT = 65_536
LENGTHS = (0, 1, 1_000, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 17)


@pytest.fixture(scope="module")
def identity():
    return pyrage.x25519.Identity.generate()


@pytest.mark.parametrize("length", LENGTHS)
def test_what_is_sealed_pyrage_opens_and_the_other_way_round(identity, length: int):
    plain = os.urandom(length)
    sealed = seal(plain, str(identity.to_public()))
    assert pyrage.decrypt(bytes(sealed), [identity]) == plain == open_sealed(sealed, str(identity))
    assert open_sealed(pyrage.encrypt(plain, [identity.to_public()]), str(identity)) == plain


def test_every_key_is_read_as_pyrage_reads_it():
    for _ in range(50):
        one = pyrage.x25519.Identity.generate()
        assert pyrage.decrypt(bytes(seal(b"puffin", str(one.to_public()))), [one]) == b"puffin"


def test_it_opens_where_others_open_it_too_and_not_for_strangers(identity):
    other, stranger = (pyrage.x25519.Identity.generate() for _ in range(2))
    sealed = pyrage.encrypt(b"puffin", [other.to_public(), identity.to_public()])
    assert open_sealed(sealed, str(identity)) == open_sealed(sealed, str(other)) == b"puffin"
    for closed in (sealed, seal(b"puffin", str(identity.to_public()))):
        with pytest.raises(NotOpenedError):
            open_sealed(closed, str(stranger))


@pytest.mark.parametrize("length", (0, 10, SEGMENT, SEGMENT + 10))
def test_cut_changed_or_lengthened_it_does_not_open(identity, length: int):
    sealed = bytes(seal(os.urandom(length), str(identity.to_public())))
    start = sealed.index(b"\n--- ") + 49
    cuts = {
        0,
        1,
        start,
        start + 16,
        start + 31,
        start + 32,
        len(sealed) - SEGMENT - 16,
        len(sealed) - 16,
        len(sealed) - 1,
    }
    for end in {*range(0, start, 7), *cuts} & set(range(len(sealed))):
        with pytest.raises(NotOpenedError):
            open_sealed(sealed[:end], str(identity))
    for at in {*range(start + 40), len(sealed) // 2, len(sealed) - 1} & set(range(len(sealed))):
        with pytest.raises(NotOpenedError):
            open_sealed(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], str(identity))
    for more in (b"\0", bytes(16), bytes(17), sealed):
        with pytest.raises(NotOpenedError):
            open_sealed(sealed + more, str(identity))


def test_a_segment_that_moved_does_not_open(identity):
    sealed = bytes(seal(os.urandom(3 * SEGMENT), str(identity.to_public())))
    start = sealed.index(b"\n--- ") + 49 + 16
    whole = SEGMENT + 16
    first, second, third = (sealed[start + at * whole : start + (at + 1) * whole] for at in range(3))
    for body in (second + first + third, first + third, first + second, first + second + second):
        with pytest.raises(NotOpenedError):
            open_sealed(sealed[:start] + body, str(identity))
