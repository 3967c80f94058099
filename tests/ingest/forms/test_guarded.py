"""Forms read in a process of their own: the same as without, and no harm from one that goes wrong."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.forms import Field, Form, Option, fill_form, read_form
from ingest.forms.guarded import fill_form_guarded, form_from, read_form_guarded
from ingest.options import DEFAULTS

CARD = b"# Card\n\nName: ____\n\nCity: ____\n"
ANSWERS = "import sys; sys.stdin.buffer.read(); sys.stdout.write({!r})"


def test_it_reads_and_fills_the_same_as_without() -> None:
    form = read_form_guarded(CARD, "card.md")
    assert form == read_form(CARD, "card.md")
    values = {form.fields[0].key: "Noor"}
    assert fill_form_guarded(CARD, form, values, "card.md") == fill_form(CARD, form, values)


def test_what_is_no_form_and_what_does_not_fit_is_told() -> None:
    with pytest.raises(UnreadableError, match="no form of this kind"):
        read_form_guarded(b"ID3", "song.mp3")
    with pytest.raises(ValueError, match="no field 'z'"):
        fill_form_guarded(CARD, read_form(CARD, "card.md"), {"z": "1"})


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.abort()", "crashed"),
        (ANSWERS.format("nonsense"), "makes no sense"),
        (ANSWERS.format('{"form": {"kind": "pdf"}}\n'), "makes no sense"),
        (ANSWERS.format('{"unreadable": 7}\n'), "makes no sense"),
        ("import time; time.sleep(60)", "longer than 1 s"),
    ],
)
def test_a_reader_that_goes_wrong_is_one_unread_form(code: str, reason: str) -> None:
    options = replace(DEFAULTS, seconds=1.0)
    with pytest.raises(UnreadableError, match=reason):
        read_form_guarded(CARD, "card.md", options=options, command=(sys.executable, "-c", code))


def test_the_process_can_write_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"
    code = (
        "from ingest.sandbox.confinement import confine; confine(2000)\n"
        f"open({str(target)!r}, 'w').write('x')"
    )
    with pytest.raises(UnreadableError, match="crashed"):
        read_form_guarded(CARD, "card.md", command=(sys.executable, "-c", code))
    assert not target.exists() or target.read_text() == ""


words = st.text(max_size=20)


@given(
    st.builds(
        Form,
        st.sampled_from(["pdf", "word", "html", "json"]),
        words,
        words,
        st.lists(
            st.builds(
                Field,
                words,
                words,
                st.sampled_from(["text", "date", "choice"]),
                options=st.lists(st.builds(Option, words, words), max_size=3).map(tuple),
                max_length=st.none() | st.integers(0, 99),
                row=st.none() | st.integers(0, 9),
                required=st.booleans(),
            ),
            max_size=4,
        ).map(tuple),
        notes=st.lists(words, max_size=2).map(tuple),
    )
)
def test_a_form_comes_back_as_it_was(form: Form) -> None:
    import json

    assert form_from(json.loads(json.dumps(asdict(form)))) == form
