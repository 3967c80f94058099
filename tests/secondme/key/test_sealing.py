"""The key on paper and behind a passphrase: what was typed well opens it, all else says what is wrong."""

from __future__ import annotations

import io
import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.traceback import Traceback

import secondme
from secondme.errors import KeyMissingError, UsageError, WrongKeyError
from secondme.key import Key
from secondme.key import passphrase as passphrases
from secondme.key.key import Secret, identity, new_secret
from secondme.key.passphrase import check_passphrase, seal_with_passphrase, unseal_with_passphrase
from secondme.key.recovery import (
    new_recovery,
    parse_recovery,
    recovery_page,
    seal_for_recovery,
    unseal_for_recovery,
    written_recovery,
)
from secondme.key.sealing import read_seal
from secondme.store import database

WORDS = "four grey herons waiting"


def test_a_passphrase_gives_the_key_back_and_another_does_not(quick: None) -> None:
    secret = new_secret()
    text = seal_with_passphrase(secret, WORDS)
    assert secret.hex() not in text and WORDS not in text
    assert unseal_with_passphrase(text, WORDS) == secret
    with pytest.raises(WrongKeyError, match="passphrase"):
        unseal_with_passphrase(text, WORDS + "s")


def test_an_accent_is_the_same_however_it_is_typed(quick: None) -> None:
    text = seal_with_passphrase(bytes(32), "caf\u00e9 au lait")
    assert unseal_with_passphrase(text, "cafe\u0301 au lait") == bytes(32)


def test_every_seal_is_another_one(quick: None) -> None:
    assert len({json.loads(seal_with_passphrase(bytes(32), WORDS))["sealed"] for _ in range(3)}) == 3


def test_the_parameters_in_use_are_not_below_those_advised() -> None:
    """RFC 9106, section 4: at least 64 MiB, three passes, four lanes."""
    assert passphrases.MEMORY_KIB >= 65_536 and passphrases.PASSES >= 3 and passphrases.LANES == 4


@pytest.mark.parametrize(
    "change",
    [
        {"argon2id": None},
        {"argon2id": {"memory_kib": 2**40, "passes": 1, "lanes": 1, "salt": "00" * 16}},
        {"argon2id": {"memory_kib": 64, "passes": 2**31, "lanes": 1, "salt": "00" * 16}},
        {"argon2id": {"memory_kib": 1, "passes": 1, "lanes": 4, "salt": "00" * 16}},
        {"argon2id": {"memory_kib": 64, "passes": 1, "lanes": 4, "salt": "zz"}},
        {"nonce": "zz"},
        {"sealed": 7},
        {"kind": "recovery"},
        {"key": None},
    ],
)
def test_a_damaged_file_is_told_from_a_wrong_passphrase(change: dict[str, object], quick: None) -> None:
    text = json.dumps(json.loads(seal_with_passphrase(bytes(32), WORDS)) | change)
    with pytest.raises(KeyMissingError, match="damaged"):
        unseal_with_passphrase(text, WORDS)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "\x00"])
def test_what_is_no_seal_at_all_is_damaged(text: str) -> None:
    with pytest.raises(KeyMissingError, match="damaged"):
        read_seal(text, "recovery")


def test_a_seal_is_bound_to_what_it_says_of_itself() -> None:
    recovery = new_recovery()
    said = json.loads(seal_for_recovery(bytes(32), recovery)) | {"key": identity(bytes([1]) * 32)}
    with pytest.raises(WrongKeyError):
        unseal_for_recovery(json.dumps(said), recovery)


@pytest.mark.parametrize("short", ["", "1234567", "e\u0301" * 7])
def test_a_short_passphrase_is_refused(short: str) -> None:
    with pytest.raises(UsageError, match="Nothing was changed"):
        check_passphrase(short)


@given(st.binary(min_size=20, max_size=20), st.randoms())
def test_a_recovery_key_is_read_back_however_it_is_spaced(recovery: bytes, chance: random.Random) -> None:
    written = written_recovery(recovery)
    assert [len(group) for group in written.split("-")] == [4] * 9
    typed = "".join(chance.choice([letter.lower(), letter + " ", letter]) for letter in written)
    assert parse_recovery(typed.replace("O", "0").replace("I", "1").replace("B", "8")) == recovery


@given(
    st.binary(min_size=20, max_size=20),
    st.integers(0, 35),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
)
def test_a_slip_of_the_pen_is_noticed(recovery: bytes, at: int, letter: str) -> None:
    letters = written_recovery(recovery).replace("-", "")
    if letters[at] != letter:
        with pytest.raises(UsageError, match="Compare it"):
            parse_recovery(letters[:at] + letter + letters[at + 1 :])


@pytest.mark.parametrize("typed", ["", "abcd", "é" * 36, "A" * 36, "A" * 400, "1" * 35])
def test_what_is_no_recovery_key_is_told_so(typed: str) -> None:
    with pytest.raises(UsageError, match="not a recovery key"):
        parse_recovery(typed)


def test_the_page_fits_a_sheet_and_has_the_key_on_it() -> None:
    recovery = new_recovery()
    page = recovery_page(recovery, home="/home/ana/secondme", made=date(2025, 11, 7))
    assert all(len(line) <= 80 for line in page.splitlines())
    groups = written_recovery(recovery).split("-")
    assert all(group in page for group in groups)
    assert "secondme recover" in page and "2025-11-07" in page


def test_a_secret_shows_in_no_message() -> None:
    secret = new_secret()
    for shown in (repr(secret), str(secret), f"{secret}", f"{[secret]}", f"{secret!r}"):
        assert "<secret>" in shown
    assert isinstance(new_recovery(), Secret)


def test_a_crash_report_with_its_variables_shows_no_key(
    home: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app's crash report has the variables of every function that was under way."""

    def crash(connection: object, locking: str) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(database, "_configure", crash)
    with pytest.raises(RuntimeError) as caught:
        secondme.open(home)
    screen = io.StringIO()
    report = Traceback.from_exception(caught.type, caught.value, caught.tb, show_locals=True)
    Console(file=screen, width=200).print(report)
    assert "<secret>" in screen.getvalue()
    for shown in (key.secret.hex(), repr(bytes(key.secret))[2:-1][:20]):
        assert shown not in screen.getvalue()
