"""Layout: what was struck out, ticked, or set in columns is read as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.prefill.finding.notes.layout import laid_out, struck_out


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in laid_out(text).split("\n")]


def test_what_was_struck_out_is_not_read_and_can_be_asked_for() -> None:
    note = "Phone: ~~07700 900111~~ 07700 900222"
    assert squeezed(note) == ["Phone: 07700 900222"]
    assert [note[first:last] for first, last in struck_out(note)] == ["07700 900111"]
    assert squeezed("Street: <s>1 Old Road</s> 2 New Road") == ["Street: 2 New Road"]


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("SEXE : [ ] M  [x] F", "SEXE : F"),
        ("Fumante? (  ) sim  ( x ) não", "Fumante: não"),
        ("Familienstand: ☐ ledig ☒ verheiratet ☐ verwitwet", "Familienstand: verheiratet"),
        ("- [x] buy bread", "- [x] buy bread"),
    ],
)
def test_of_several_boxes_the_ticked_one_is_read(note: str, read: str) -> None:
    assert squeezed(note) == [read]


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("Nachname      Weber      Vorname    Lena", ["Nachname: Weber", "Vorname: Lena"]),
        ("CODE POSTAL : 69001   VILLE : Lyon", ["CODE POSTAL : 69001", "VILLE : Lyon"]),
        ("NIF            123456789", ["NIF: 123456789"]),
        ("born on 03 / 05 / 1990 in York", ["born on 03/05/1990 in York"]),
        ("Any allergies? Which? nuts and milk", ["Any allergies: nuts and milk"]),
        ("what: shirt size | whose: me | value: M", ["shirt size (me): M"]),
        ("dato: IBAN | di chi: Ada | valore: X1 | note: conto", ["IBAN (Ada): X1, conto"]),
    ],
)
def test_columns_and_cells_become_lines_with_a_label(note: str, read: list[str]) -> None:
    assert [one.replace(" :", ":") for one in squeezed(note)] == [one.replace(" :", ":") for one in read]


@given(st.text(alphabet=st.sampled_from("ab: ~\n|[]x()?*1/.\t")))
def test_a_note_keeps_its_length_and_its_lines(note: str) -> None:
    read = laid_out(note)
    assert len(read) == len(note)
    assert read.count("\n") >= note.count("\n")
