"""The receipt: every value with its source, and nothing in it that is not text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ingest.forms import Field, Form
from secondme.prefill.asked import Asked
from secondme.prefill.candidate import Candidate
from secondme.prefill.filled import Filled, FilledField
from secondme.prefill.receipt import receipt

Make = Callable[..., Candidate]
MakeForm = Callable[..., Form]


def test_every_value_has_its_source_line(candidate: Make, form: MakeForm, now: datetime) -> None:
    phone, iban, email = Field("a", "Phone", section="You"), Field("b", "IBAN"), Field("c", "E-mail")
    proofs = candidate("0113").proofs
    filled = Filled(
        form(phone, iban, email),
        (
            FilledField(phone, Asked("a"), "filled", "0113", proofs=proofs),
            FilledField(iban, Asked("b"), "ask", "GB29", proofs=proofs, why="It waits for your yes."),
            FilledField(email, Asked("c"), "unknown", why="Nothing that you wrote says it."),
        ),
    )
    text = receipt(filled, name="card.filled.txt", now=now)
    assert text.startswith("# Library card\n\ncard.filled.txt, filled in on 07 November 2025, 12:00.\n")
    assert "- **You \\> Phone**: 0113\n  - “It is 0113.” (notes/me.md, line 3, 04 March 2025, p1)" in text
    assert "## Waiting for your yes (1)" in text
    assert "- **E-mail**: Nothing that you wrote says it." in text


def test_what_the_person_said_has_its_own_place(candidate: Make, form: MakeForm, now: datetime) -> None:
    iban, email = Field("b", "IBAN"), Field("c", "E-mail")
    filled = Filled(
        form(iban, email),
        (
            FilledField(iban, Asked("b"), "ask", "GB29", proofs=candidate("GB29").proofs, why="Wait."),
            FilledField(email, Asked("c"), "unknown"),
        ),
    )
    text = receipt(filled, accepted=["b"], typed={"c": "me@example.org"}, name="x.txt", now=now)
    assert "## Filled in because you said yes (1)" in text
    assert "Wait." not in text
    assert "## As you typed it (1)\n\n- **E-mail**: me@example.org" in text


def test_a_quote_is_no_markdown_and_no_escape(candidate: Make, form: MakeForm, now: datetime) -> None:
    field = Field("a", "Name\n## Boo")
    proofs = candidate("[x](http://evil.example)\x1b[2J").proofs
    filled = Filled(form(field), (FilledField(field, Asked("a"), "filled", "a\n- b", proofs=proofs),))
    text = receipt(filled, name="x.txt", now=now)
    assert "\x1b" not in text
    assert "[x](" not in text
    assert "\n## Boo" not in text
    assert "\n- b" not in text
