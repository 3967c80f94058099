"""Fields that nobody understood are answered by what a note names with their very words; never unasked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ingest.forms import Field
from secondme.memory import Memory
from secondme.prefill.finding.notes.worded import by_its_words

WriteTree = Callable[[Mapping[str, str]], Path]
LEASE = (
    "Landlord: Immo Verbeke. Tenant: Silke Maes.\n"
    "Rent: 940 euros a month, due on the 1st. Deposit: 2,820 euros.\n"
    "**Contract number:** KS-12/3\n"
    "- Alarm code: ____\n"
    "Deposit box key: in the drawer\n"
    "WiFi password: hunter22\n"
)


@pytest.fixture
def named(wordless_memory: Memory, tree: WriteTree, now: datetime) -> Callable[..., list[tuple[str, str]]]:
    """What is found for a label in two notes of the person's, and in a stranger's."""
    wordless_memory.add(tree({"lease.txt": LEASE, "flat.md": "My contract number: KS-12/4\n"}), now=now)

    def find(label: str, **more: str) -> list[tuple[str, str]]:
        field = Field("f1", label, **more)  # type: ignore[arg-type]
        found = by_its_words(wordless_memory.store.connection(), field, now=now + timedelta(days=1))
        assert all(one.confidence < 0.6 for one in found)
        return [(one.value, one.proofs[0].quote) for one in found]

    return find


def test_a_value_ends_with_its_sentence_and_has_its_proof(
    named: Callable[..., list[tuple[str, str]]],
) -> None:
    assert named("Deposit") == [("2,820 euros", "Deposit: 2,820 euros")]


def test_every_value_that_is_named_is_told(named: Callable[..., list[tuple[str, str]]]) -> None:
    assert {value for value, _ in named("Contract number")} == {"KS-12/3", "KS-12/4"}


@pytest.mark.parametrize("label", ["Deposit box", "Alarm code", "WiFi password", "Box key", "Number", "Pet"])
def test_other_words_blanks_and_secrets_give_nothing(
    named: Callable[..., list[tuple[str, str]]], label: str
) -> None:
    assert named(label) == []


def test_a_choice_is_not_made_by_it(named: Callable[..., list[tuple[str, str]]]) -> None:
    assert named("Deposit", type="choice") == []
