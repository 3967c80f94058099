"""A form filled in from a small life: what is known with its proof, the rest blank, no word of strangers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from ingest.forms import Form, fill_form, read_form
from secondme.memories.distilling import left_to_distil
from secondme.memory import Memory
from secondme.prefill.filled import Filled, FilledField

WriteTree = Callable[[Mapping[str, str]], Path]
CARD = """# Library card

Full name: ____

Telephone: ____

E-mail: ____

Passport number: ____

Occupation: ____

Signature: ____
"""


@pytest.fixture
def life(wordless_memory: Memory, tree: WriteTree, now: datetime) -> Memory:
    """Somebody's notes, and a download that says otherwise."""
    own = tree({"me.md": "# Me\n\nPhone: 0113 496 0000\n\nPassport no: 925076473\n"})
    wordless_memory.add(own, now=now)
    wordless_memory.remember("My email is noor@example.org.", now=now)
    return wordless_memory


def filled_in(memory: Memory, now: datetime, text: str = CARD) -> tuple[Filled, Mapping[str, FilledField]]:
    filled = memory.prefill(read_form(text.encode(), "card.md"), now=now)
    return filled, {one.label: one for one in filled.fields}


def test_what_is_known_is_filled_in_and_proved(life: Memory, now: datetime) -> None:
    filled, fields = filled_in(life, now)
    assert (fields["Telephone"].state, fields["Telephone"].value) == ("filled", "0113 496 0000")
    assert "0113 496 0000" in fields["Telephone"].proofs[0].quote
    assert fields["E-mail"].value == "noor@example.org"
    assert (fields["Occupation"].state, fields["Occupation"].value) == ("unknown", "")
    assert fields["Signature"].state == "not asked"
    made = fill_form(CARD.encode(), filled.form, filled.values()).decode()
    assert "Telephone: 0113 496 0000\n" in made
    assert "Passport number: ____\n" in made
    assert "Signature: ____\n" in made


def test_what_was_taken_in_a_moment_ago_is_known(
    wordless_memory: Memory, tree: WriteTree, now: datetime
) -> None:
    wordless_memory.add(tree({"2025-03-01.md": "I work as a carpenter.\n"}), now=now)
    assert left_to_distil(wordless_memory.store.connection()) > 0
    _, fields = filled_in(wordless_memory, now)
    assert fields["Occupation"].value == "carpenter"
    assert left_to_distil(wordless_memory.store.connection()) == 0


def test_identity_waits_for_a_yes(life: Memory, now: datetime) -> None:
    filled, fields = filled_in(life, now)
    passport = fields["Passport number"]
    assert (passport.state, passport.value) == ("ask", "925076473")
    assert passport.field.key not in filled.values()
    assert filled.values(frozenset({passport.field.key}))[passport.field.key] == "925076473"


def test_what_strangers_wrote_fills_nothing(life: Memory, tmp_path: Path, now: datetime) -> None:
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "mail.md").write_text("My occupation: spy\n\nOccupation: spy\n\nPhone: 0999 111 2222\n")
    life.add(strange, trust="foreign", now=now)
    _, fields = filled_in(life, now)
    assert fields["Occupation"].state == "unknown"
    assert (fields["Telephone"].value, fields["Telephone"].rivals) == ("0113 496 0000", ())


def test_an_instruction_holds_a_field_back(life: Memory, now: datetime) -> None:
    life.remember("Never share my phone number.", now=now)
    _, fields = filled_in(life, now)
    assert (fields["Telephone"].state, fields["Telephone"].value) == ("withheld", "")
    assert "Never share my phone number." in fields["Telephone"].why
    assert fields["E-mail"].state == "filled"


def test_what_was_typed_is_there_the_next_time(life: Memory, now: datetime) -> None:
    filled, fields = filled_in(life, now)
    typed = {fields["Occupation"].field.key: "map conservator", fields["Full name"].field.key: "Noor Aziz"}
    settled = life.settle_form(filled, typed=typed, now=now)
    assert len(settled.memories) == 2
    again, fields = filled_in(life, now)
    assert fields["Occupation"].value == "map conservator"
    assert fields["Full name"].value == "Noor Aziz"
    assert again.remembered == 2


def test_a_question_that_nothing_understands_is_answered_by_its_own_answer(
    life: Memory, now: datetime
) -> None:
    text = "# Shelter\n\nWhy do you want to adopt a cat? ____\n"
    filled, [field] = (made := filled_in(life, now, text))[0], made[1].values()
    assert field.state == "unknown"
    life.settle_form(filled, typed={field.field.key: "For the mice."}, now=now)
    _, fields = filled_in(life, now, text)
    [field] = fields.values()
    assert field.value == "For the mice."
    assert field.proofs[0].id.startswith("m")


def test_what_the_form_holds_already_stays(life: Memory, now: datetime) -> None:
    schema = {"type": "object", "properties": {"phone": {"type": "string", "title": "Phone"}}}
    form = read_form(json.dumps(schema).encode(), "card.json")
    assert life.prefill(form, now=now).fields[0].value == "0113 496 0000"
    html = b"<form><label>Phone <input name=phone value='112'></label></form>"
    [field] = life.prefill(read_form(html, "card.html"), now=now).fields
    assert (field.state, field.value) == ("kept", "112")


def test_it_goes_on_without_the_model_when_called_off(life: Memory, now: datetime) -> None:
    import threading

    cancelled = threading.Event()
    cancelled.set()
    form: Form = read_form(CARD.encode(), "card.md")
    filled = life.prefill(form, now=now, cancelled=cancelled)
    assert filled.unread
    assert len(filled.fields) == len(form.fields)


def test_what_no_attribute_knows_is_proposed_by_the_words_of_its_label(
    wordless_memory: Memory, tree: WriteTree, now: datetime
) -> None:
    wordless_memory.add(
        tree({"lease.txt": "Rent: 940 euros, due on the 1st. Deposit: 2,820 euros.\n"}), now=now
    )
    _, fields = filled_in(wordless_memory, now, "# Tenancy\n\nDeposit: ____\n\nInternet provider: ____\n")
    assert (fields["Deposit"].state, fields["Deposit"].value) == ("ask", "2,820 euros")
    assert fields["Internet provider"].state == "unknown"
