"""What values look like: what fits is cut out, what does not is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.notes.shapes import CHECKED, DOUBTFUL, shaped


@pytest.mark.parametrize(
    ("attribute", "text", "value"),
    [
        ("passport number", "C01X00T47 (until 2030)", "C01X00T47"),
        ("blood type", "AB negativ", "AB negativ"),
        ("full name", "Maria da Silva (n\u00e9e Costa)", "Maria da Silva"),
        ("nationality", "deutsch", "deutsch"),
        ("height", "1,82 m", "1,82 m"),
        ("birthday", "born 4 March 1987", "1987-03-04"),
        ("postcode", "SW1A 1AA London", "SW1A 1AA"),
        ("phone", "+44 (0)7700 900123, evenings", "+44 (0)7700 900123"),
    ],
)
def test_a_value_is_cut_out_of_its_words(attribute: str, text: str, value: str) -> None:
    found = shaped(attribute, text)

    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("passport number", "lost, new one in May"),
        ("full name", "Noor"),
        ("nationality", "friendly"),
        ("employer", "+44 7700 900123"),
        ("phone", "4 March 1987"),
        ("honorific", "Notes on boats"),
        ("number of children", "Mia (2015)"),
        ("address", "TBD"),
        ("city", "?"),
    ],
)
def test_what_has_another_shape_is_no_value(attribute: str, text: str) -> None:
    assert shaped(attribute, text) is None


def test_check_digits_tell_how_sure_a_number_is() -> None:
    right, wrong = (
        shaped("iban", "DE89 3704 0044 0532 0130 00"),
        shaped("iban", "DE88 3704 0044 0532 0130 00"),
    )

    assert right is not None
    assert wrong is not None
    assert (right.sure, wrong.sure) == (CHECKED, DOUBTFUL)


@given(st.sampled_from(sorted(ATTRIBUTES)), st.text(max_size=60))
def test_any_text_is_survived_and_no_value_is_empty(attribute: str, text: str) -> None:
    found = shaped(attribute, text)

    assert found is None or (found.value.strip() and 0 < found.sure <= 1)
