"""A model reads the few lines of a note that speak of what is asked, and no made-up ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from ingest import Locator
from secondme.memories.kin import ME
from secondme.prefill.finding.asking.windows import is_of_others, windows_of
from secondme.prefill.finding.notes.cues import cues_of, pattern_of
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond, Circle

CIRCLE = Circle(["Petra Lindner"], [Bond("partner", "Clemens Lindner")], [])


def said(text: str, heading: str = "", title: str = "notes") -> Said:
    written = datetime(2025, 3, 1, tzinfo=UTC)
    return Said(
        1,
        text,
        heading,
        None,
        "self",
        written,
        Locator("lines", 1, 1),
        title,
        "notes.md",
        "note",
        None,
        False,
    )


def cued(attribute: str) -> re.Pattern[str]:
    return pattern_of(cues_of(attribute, ME))


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("rent", "Kaltmiete 870 €"),
        ("rent", "Loyer 640 €"),
        ("allergies", "Soy alérgica al polen"),
        ("doctor", "Il medico di base è il dottor Renzi"),
        ("employer", "Ik werk bij Drukkerij Meppel"),
        ("marriage date", "Casámos em Barcelos"),
        ("blood type", "I gave blood again"),
    ],
)
def test_words_near_a_value_are_known_in_every_language(attribute: str, text: str) -> None:
    assert windows_of([said(text)], cued(attribute))[0].cued >= 1
    assert windows_of([said("Biscuit chased the ball.")], cued(attribute))[0].cued == 0


def test_of_whom_and_what_they_are_called_are_cues_too() -> None:
    cues = cues_of("phone", "landlord", ["fermin arce"])

    assert {"casero", "vermieter", "fermin", "arce"} <= set(cues)


def test_a_window_is_the_sentence_that_speaks_of_it_and_no_whole_note() -> None:
    filler = "Some other day with nothing in it at all, and then some more of the same.\n"
    window = windows_of([said(filler * 9 + "We pay 870 rent to Frau Abel.\n" + filler * 9)], cued("rent"))[0]

    assert window.text == "We pay 870 rent to Frau Abel."


def test_a_short_line_goes_on_with_what_follows() -> None:
    assert windows_of([said("Rent.\nIt is 870 now, to Frau Abel.")], cued("rent"))[0].text == (
        "Rent.\nIt is 870 now, to Frau Abel."
    )


def test_the_heading_is_shown_where_only_that_speaks_of_it() -> None:
    window = windows_of(
        [said("870 a month to Frau Abel, by the fifth.", heading="Home > Rent")], cued("rent")
    )[0]

    assert window.text == "Rent:\n870 a month to Frau Abel, by the fifth."
    assert 0 < window.cued < 1


def test_a_date_or_a_title_does_not_end_a_sentence() -> None:
    window = windows_of([said("Am 7. Juni bei Dr. Seiffert, dem Hausarzt. Müde.")], cued("doctor"))[0]

    assert window.text.startswith("Am 7. Juni bei Dr. Seiffert, dem Hausarzt.")


def test_a_wrapped_line_is_one_sentence_and_a_list_is_not() -> None:
    wrapped = "Mine, where the money from the library goes: Fen Bank, sort code 00-00-00, account\n12345678"
    listed = "Rent 870\nwater 30"

    assert windows_of([said(wrapped)], cued("account number"))[0].text.endswith("account 12345678")
    assert windows_of([said(listed)], cued("rent"))[0].text == "Rent 870\nwater 30"


def test_lines_that_speak_of_it_come_first() -> None:
    gym, rent = said("The gym is 40 a month."), said("Rent is 870 a month.")

    assert [one.said for one in windows_of([gym, rent], cued("rent"))] == [rent, gym]


def test_a_line_below_somebody_elses_name_is_theirs() -> None:
    note = said("Ich:\n- Blutgruppe: A positiv\n\nClemens:\n- Blutgruppe: B negativ")

    assert is_of_others(note, "B negativ", CIRCLE, [ME], ME)
    assert not is_of_others(note, "B negativ", CIRCLE, ["clemens lindner"], ME)
    assert not is_of_others(note, "A positiv", CIRCLE, [ME], ME)
