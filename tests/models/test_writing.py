"""Bytes become text without breaking characters, and stop strings cut exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.protocol import Token
from models.writing import Writer


def written(pieces: list[bytes], stop: tuple[str, ...] = ()) -> tuple[list[str], bool]:
    writer, shown = Writer(stop), []
    for piece in pieces:
        shown += [token.text for token in writer.write(piece, Token(""))]
        if writer.stopped:
            break
    return shown + [token.text for token in writer.rest()], writer.stopped


def test_a_character_split_over_tokens_comes_whole() -> None:
    data = "naïve 🌍".encode()
    shown, _ = written([data[at : at + 1] for at in range(len(data))])
    assert "".join(shown) == "naïve 🌍"
    assert all("\ufffd" not in text for text in shown)


def test_an_unfinished_character_at_the_end_is_marked() -> None:
    assert "".join(written([b"ok", "🌍".encode()[:2]])[0]) == "ok\ufffd"


@pytest.mark.parametrize("pieces", [[b"one", b"\n\n", b"two"], [b"one\n", b"\ntwo"], [b"one\n\ntwo"]])
def test_a_stop_string_ends_the_text_however_it_is_split(pieces: list[bytes]) -> None:
    shown, stopped = written(pieces, ("\n\n",))
    assert ("".join(shown), stopped) == ("one", True)


def test_what_only_looked_like_a_stop_string_is_shown_after_all() -> None:
    shown, stopped = written([b"a", b"<", b"b", b"<"], ("<end>",))
    assert ("".join(shown), stopped) == ("a<b<", False)


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=4), max_size=3), st.integers(1, 5))
def test_text_ends_before_the_first_stop_string_to_be_complete(text: str, stop: list[str], size: int) -> None:
    data = text.encode("utf-8", "replace")
    clean = data.decode()
    shown, stopped = written([data[at : at + size] for at in range(0, len(data), size)], tuple(stop))
    assert clean.startswith("".join(shown))
    assert stopped == any(end in clean for end in stop)
    if not stopped:
        assert "".join(shown) == clean


def test_each_token_keeps_its_log_probability() -> None:
    writer = Writer()
    tokens = [*writer.write(b"\xf0\x9f", Token("", -1.0)), *writer.write(b"\x8c\x8d", Token("", -0.5))]
    assert tokens == [Token("", -1.0), Token("🌍", -0.5)]
