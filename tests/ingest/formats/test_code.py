import pytest

from ingest.content import Content
from ingest.formats.code import read

FILLER = "\n".join(f"        total_{number} = compute_the_value_of(total, {number})" for number in range(30))
PYTHON = f'''"""A store."""

import os


class Store:
    """Keeps things."""

    # Careful here.
    @property
    def first(self):
        """The first."""
{FILLER}
        return 1

    def write(self, text):
        """Writes."""
{FILLER}


def close():
    pass


def open():
    pass
'''


def passages_of(name, text):
    [reading] = read(Content(name, text.encode()))
    return {passage.heading: passage.text for passage in reading.passages}


def test_a_class_is_read_by_its_methods_under_its_name():
    found = passages_of("store.py", PYTHON)
    assert list(found)[:2] == ["", "Store"]
    assert "Store > first" in found or any(heading.startswith("Store > first") for heading in found)
    assert any("write" in heading for heading in found)
    assert any(heading == "close, open" for heading in found)


def test_comments_and_decorators_above_a_symbol_belong_to_it():
    [first] = [
        text
        for heading, text in passages_of("store.py", PYTHON).items()
        if heading.startswith("Store > first")
    ]
    assert first.startswith("    # Careful here.\n    @property\n    def first")


@pytest.mark.parametrize(
    ("name", "text", "symbol"),
    [
        ("a.js", "export const go = () => {\n  run()\n}\n", "go"),
        ("a.ts", "export interface Boat {\n  name: string\n}\n", "Boat"),
        ("a.tsx", "function View() {\n  return <p>Hi</p>\n}\n", "View"),
        ("a.rs", "impl Store {\n    fn open() {}\n}\n", "Store"),
        ("a.go", "func (s *Store) Open() {\n}\n", "Store.Open"),
        ("a.java", "class Store {\n  void open() {}\n}\n", "Store"),
        ("a.c", "static char *open_it(int a) {\n  return 0;\n}\n", "open_it"),
        ("a.cpp", "int Store::open(int a) {\n  return 0;\n}\n", "Store::open"),
        ("a.sh", "open_it() {\n  true\n}\n", "open_it"),
        ("a.rb", "class Store\n  def open\n  end\nend\n", "Store"),
        ("a.cs", "class Store {\n  void Open() {}\n}\n", "Store"),
        ("a.php", "<?php\nfunction open_it() {\n}\n", "open_it"),
        ("script", "#!/usr/bin/env python3\ndef main():\n    pass\n", "main"),
    ],
)
def test_symbols_are_known_by_name_in_many_languages(name, text, symbol):
    assert symbol in ", ".join(passages_of(name, text))


def test_a_language_without_a_grammar_is_cut_at_its_empty_lines():
    text = "\n\n".join(f"SELECT {'a, ' * 60} {number} FROM b;" for number in range(6))
    found = [passage.text for passage in next(iter(read(Content("a.sql", text.encode())))).passages]
    assert all(part.startswith("SELECT") for part in found)


def test_a_function_of_a_thousand_lines_is_cut_between_lines_under_its_name():
    text = "def long():\n" + "\n".join(
        f"    call_something({number})  # and. Then more" for number in range(1000)
    )
    [reading] = read(Content("a.py", text.encode()))
    assert len(reading.passages) > 10
    assert {passage.heading for passage in reading.passages} == {"long"}
    assert all(passage.text.endswith("more") for passage in reading.passages)


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "class A:\n" * 3_000, "{" * 9_000 + "}" * 9_000, "def f(" * 5_000]
)
@pytest.mark.parametrize("suffix", [".py", ".js", ".rs"])
def test_hostile_code_does_no_harm(suffix, text):
    assert list(read(Content(f"a{suffix}", text.encode())))


def test_code_that_would_keep_the_parser_busy_for_minutes_is_cut_at_its_empty_lines(monkeypatch):
    monkeypatch.setattr("ingest.formats.code.PATIENCE", 0.0)
    [reading] = read(Content("a.js", b"/*\n" * 2_000 + b"\n\nvar heron"))
    assert reading.passages[-1].text.endswith("var heron")
