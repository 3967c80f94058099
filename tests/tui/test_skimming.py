"""A passage on one line: its words, without the marks that Markdown has around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.passages.skimming import without_marks
from tui.plain_text import one_line


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            '## The *plan*\n\nvia **Ulva Ferry**, see [the page](https://a.example/x_(y)?z=1 "t")',
            "The plan via Ulva Ferry, see the page",
        ),
        ("| when | what |\n|---|:-:|\n| May | `make demo` |", "when · what May · make demo"),
        ("- [ ] coats\n- [x] hats\n* boots", "☐ coats ☑ hats • boots"),
        ("> > said ~~twice~~ once", "said twice once"),
        ("```sh\nls *.md\n```", "ls *.md"),
        ("`a_b` and snake_case_name, 2*3*4, __init__.py", "a_b and snake_case_name, 2*3*4, __init__.py"),
        ("Name: ____________ \\* 5 * 3 * 2", "Name: ____________ \\* 5 * 3 * 2"),
        ("![the boat](boat.png) and [1] and [x]", "the boat and [1] and [x]"),
    ],
)
def test_marks_are_left_out(text: str, seen: str) -> None:
    assert one_line(without_marks(text)) == seen


@given(st.text(alphabet='ab _*`~[]()|#>-\n"!', max_size=60))
def test_no_word_is_lost_but_addresses(text: str) -> None:
    words = "".join(letter for letter in text if letter in "ab")
    left = "".join(letter for letter in without_marks(text) if letter in "ab")
    if "](" not in text and "~~~" not in text and "```" not in text:
        assert left == words
