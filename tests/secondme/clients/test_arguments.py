"""What a client asks with is made sound, or refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.clients.arguments import FIELDS, MOST_ASKED, read_arguments, read_name, words_of
from secondme.errors import UsageError
from secondme.harmless import harmless

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from([*{name for fields in FIELDS.values() for name in fields}, "is", ""]) | st.text()


@given(tool=st.sampled_from([*FIELDS, "forget"]), arguments=st.dictionaries(names, anything, max_size=3))
def test_whatever_comes_is_read_or_refused(tool: str, arguments: dict[str, Any]) -> None:
    assert len(words_of(arguments)) <= MOST_ASKED and "\n" not in words_of(arguments)
    try:
        read = read_arguments(tool, arguments)
    except UsageError as error:
        assert "Nothing was done" in str(error) and len(str(error)) < 1_000
        return
    for value in read.values():
        if isinstance(value, str):
            assert value.strip() and harmless(value) == value


def test_control_characters_and_hidden_letters_are_taken_out() -> None:
    read = read_arguments("recall", {"query": "puf\u202efin\x1b[1m \U000e0041boat\x00"})
    assert read == {"query": "puffin[1m boat\ufffd", "limit": 10}


@pytest.mark.parametrize("name", ["", "-x", "a b", "a/b", "a\n", "é", "x" * 65, "a;b", "--read"])
def test_a_name_is_plain(name: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        read_name(name)
