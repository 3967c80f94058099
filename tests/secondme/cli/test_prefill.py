"""secondme prefill: the filled file, its receipt, the review, and what it never does."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from secondme.cli import cli
from secondme.memory import Memory
from secondme.opening import open_memory
from secondme.prefill.opening import open_form
from secondme.prefill.unfinished import Unfinished, hash_of

WriteTree = Callable[[Mapping[str, str]], Path]
CARD = "# Library card\n\nTelephone: ____\n\nPassport number: ____\n\nOccupation: ____\n"


@pytest.fixture
def card(wordless_memory: Memory, tree: WriteTree, tmp_path: Path) -> Path:
    """A form beside a life that knows a part of it."""
    own = tree({"me.md": "# Me\n\nPhone: 0113 496 0000\n\nPassport no: 925076473\n"})
    wordless_memory.add(own)
    wordless_memory.close()
    form = tmp_path / "card.md"
    form.write_text(CARD)
    return form


def secondme(*words: str | Path, type_in: str = "") -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=type_in, standalone_mode=False)


def test_the_filled_form_and_its_receipt_lie_beside_it(card: Path) -> None:
    result = secondme("prefill", card)
    assert result.return_value == 0, result.output
    filled, receipt = card.with_name("card.filled.md"), card.with_name("card.filled.receipt.md")
    assert filled.read_text() == CARD.replace("Telephone: ____", "Telephone: 0113 496 0000")
    assert card.read_text() == CARD
    assert "Phone: 0113 496 0000" in receipt.read_text()
    assert "Waiting for your yes (1)" in receipt.read_text()
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (filled, receipt))
    assert "1 filled in" in result.output
    assert "waiting for your yes" in result.output


def test_it_writes_over_nothing_unasked(card: Path) -> None:
    card.with_name("card.filled.md").write_text("mine")
    result = secondme("prefill", card)
    assert "is there already" in str(result.exception)
    assert card.with_name("card.filled.md").read_text() == "mine"
    assert secondme("prefill", card, "--force").return_value == 0


def test_the_receipt_of_another_form_of_that_name_is_kept(card: Path) -> None:
    text = card.with_suffix(".txt")
    text.write_text("Telephone: ____\n")
    assert secondme("prefill", card).return_value == 0
    first = card.with_name("card.filled.receipt.md").read_text()
    assert secondme("prefill", text).return_value == 0
    assert card.with_name("card.filled.receipt.md").read_text() == first
    assert "card.filled.txt, filled in on" in card.with_name("card.filled.txt.receipt.md").read_text()
    assert secondme("prefill", card, "--force").return_value == 0
    assert not card.with_name("card.filled.md.receipt.md").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode there")
def test_a_form_whose_name_is_no_utf_8_has_its_receipt(card: Path) -> None:
    odd = card.with_name("caf\udce9.md")
    odd.write_text(CARD)
    assert secondme("prefill", odd).return_value == 0
    receipt = odd.with_name("caf\udce9.filled.receipt.md")
    assert "caf?.filled.md, filled in on" in receipt.read_text()


def test_a_review_is_not_begun_where_its_end_could_not_be_written(card: Path) -> None:
    card.with_name("card.filled.md").write_text("mine")
    result = secondme("prefill", card, "--review", type_in="y\n\nmap conservator\n")
    assert "is there already" in str(result.exception)
    assert "Keep the" not in result.output


def test_a_dry_run_writes_nothing(card: Path) -> None:
    before = set(card.parent.iterdir())
    assert secondme("prefill", card, "--dry-run").return_value == 0
    assert set(card.parent.iterdir()) == before


def test_a_yes_beforehand(card: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    assert secondme("prefill", card, "-o", out, "--accept", "bank").return_value == 0
    assert "Passport number: ____" in out.read_text()
    assert secondme("prefill", card, "-o", out, "--force", "--accept", "identity").return_value == 0
    assert "Passport number: 925076473" in out.read_text()


def test_a_review_asks_for_the_rest_and_remembers_it(card: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    result = secondme("prefill", card, "-o", out, "--review", type_in="y\n\n/why\nmap conservator\n")
    assert result.return_value == 0, result.output
    assert "Passport number: 925076473" in out.read_text()
    assert "Occupation: map conservator" in out.read_text()
    assert "As you typed it (1)" in out.with_name("out.receipt.md").read_text()
    again = secondme("prefill", card, "--dry-run", "--json")
    states = {one["label"]: (one["state"], one["value"]) for one in json.loads(again.stdout)["fields"]}
    assert states["Occupation"] == ("filled", "map conservator")


def test_what_was_decided_in_the_app_is_written_and_no_longer_begun(card: Path) -> None:
    with open_memory() as memory:
        data, form = open_form(card)
        keys = {one.field.label: one.field.key for one in memory.prefill(form, model=False).fields}
        typed = {keys["Occupation"]: "rope maker", keys["Telephone"]: ""}
        memory.keep_form(Unfinished(card, hash_of(data), {}, typed, datetime.now(UTC)))
    dry = secondme("prefill", card, "--dry-run")
    assert "decided in the app: 2 fields" in dry.output
    result = secondme("prefill", card)
    assert result.return_value == 0, result.output
    filled = card.with_name("card.filled.md").read_text()
    assert "Occupation: rope maker" in filled and "Telephone: ____" in filled
    with open_memory() as memory:
        assert memory.unfinished_forms() == []


def test_a_review_can_leave_and_quit(card: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    result = secondme("prefill", card, "-o", out, "--review", type_in="n\n/leave\n/quit\n")
    assert result.return_value == 0, result.output
    assert out.read_text() == CARD


def test_questions_on_standard_input_are_answered_on_standard_output(card: Path) -> None:
    result = secondme("prefill", "-", type_in="What is your phone number?\nWhat is your occupation?\n")
    assert "What is your phone number?\n0113 496 0000" in result.stdout
    assert "What is your occupation?" in result.stdout


def test_nothing_known_is_told_by_the_exit_code(card: Path, tmp_path: Path) -> None:
    form = tmp_path / "other.md"
    form.write_text("Blood type: ____\n")
    assert secondme("prefill", form, "--dry-run").return_value == 3


def test_what_is_no_form_is_told(card: Path, tmp_path: Path) -> None:
    from ingest.errors import UnreadableError

    song = tmp_path / "song.mp3"
    song.write_bytes(b"ID3")
    assert isinstance(secondme("prefill", song).exception, UnreadableError)


def test_what_was_learned_can_be_dropped(card: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    secondme("prefill", card, "-o", out, "--accept", "identity")
    assert json.loads(secondme("prefill", card, "--dry-run", "--json").stdout)["remembered"] == 1
    assert "of 1 fields" in secondme("prefill", card, "--unlearn").output
    assert json.loads(secondme("prefill", card, "--dry-run", "--json").stdout)["remembered"] == 0
