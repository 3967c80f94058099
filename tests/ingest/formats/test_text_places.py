"""The promise that every format keeps: the text at a passage's place holds the passage's text.

The files are made by whatever writes the format elsewhere, where a library does; else of its own pieces.
"""

import configparser
import io
import json
from datetime import date
from email.message import EmailMessage

import pytest
import tomlkit
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html.builder import E

from ingest.content import Content
from ingest.encoding import BinaryContentError, clean
from ingest.formats import BY_SUFFIX, FORMATS, FormatError, NothingToReadError

WORDS = st.sampled_from(
    ["ferry", "eight.", "Lisbon", "no!", "x" * 40, "今日は。", "é", "2.", "a\\b", "10:30", "“so”"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
LONG = st.lists(WORDS, min_size=130, max_size=400).map(" ".join)
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
PROSE = st.one_of(SENTENCES, ANY_TEXT, LONG)

PIECES = {
    ".rst": [
        "Title",
        "=====",
        "-----",
        "..",
        ".. note:: so",
        "   indented",
        "text::",
        ".. _x: y",
        "* item",
        ":date: 2025",
    ],
    ".org": [
        "* Head :tag:",
        "** TODO <2025-03-14 Fri>",
        ":PROPERTIES:",
        ":END:",
        "#+begin_src",
        "#+end_src",
        "| a |",
    ],
    ".adoc": [
        "= Title",
        "== Part",
        "----",
        "====",
        "|===",
        "|a |b",
        "[source]",
        ".Named",
        "* item",
        ":revdate: x",
    ],
    ".tex": [
        "\\section{A {b} c}",
        "\\begin{document}",
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "% no",
        "\\item one",
    ],
    ".py": [
        "class A:",
        "    def b(self):",
        "        return 1",
        "def c():",
        "    '''doc'''",
        "@d",
        "# note",
        "x = (",
    ],
    ".js": ["function a() {", "}", "export const b = () => {", "class C {", "  d() {}", "/* e", "*/", "// f"],
    ".rs": ["fn a() {", "}", "impl B {", "/// doc", "#[test]", "mod c {", "struct D;"],
    ".sql": ["SELECT 1", "FROM a;", "-- why"],
    ".yaml": ["a:", "  b: 1", "- c", "  - d", "# note", "e: |", "    text", "---"],
    ".toml": ["[a.b]", "c = 1", "[[d]]", 'e = """', '"""'],
    ".ini": ["[a]", "b=1", "; note", "c : d"],
    ".json": ["{", "}", '"a": 1,', '"b": [', "]", '  "c": {', "[1]"],
}
"""Lines that mean something in a format; strung together at random they are seldom sound, and do no harm."""


def check(name, data):
    """Reads a file and its every place; the number of passages."""
    content = Content(name, data if isinstance(data, bytes) else data.encode())
    format = BY_SUFFIX.get(content.suffix) or FORMATS["bookmarks"]
    readings = list(format.read(content))
    for reading in readings:
        for passage in reading.passages:
            assert passage.text.strip()
            assert passage.text == clean(passage.text)
            assert passage.text in format.text_at(content, passage.locator)
    return sum(len(reading.passages) for reading in readings)


@pytest.mark.parametrize("suffix", PIECES)
def test_for_any_lines_of_a_format(suffix):
    pieces = st.one_of(st.sampled_from(PIECES[suffix]), st.just(""), PROSE)

    @settings(max_examples=20, deadline=None)
    @given(st.lists(pieces, max_size=30).map("\n".join))
    def holds(text):
        check(f"file{suffix}", clean(text))

    holds()


SCALARS = st.one_of(PROSE, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(ANY_TEXT, inner, max_size=5),
    max_leaves=25,
)
MEMBERS = st.dictionaries(ANY_TEXT, VALUES, min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(VALUES, st.sampled_from([None, 1, 4]), st.booleans())
def test_for_json_however_it_is_laid_out(value, indent, escaped):
    check("file.json", json.dumps(value, indent=indent, ensure_ascii=escaped))


@settings(max_examples=30, deadline=None)
@given(st.lists(VALUES, max_size=8))
def test_for_json_lines(records):
    check("file.jsonl", "\n".join(map(json.dumps, records)))


@settings(max_examples=20, deadline=None)
@given(MEMBERS)
def test_for_yaml_as_its_library_writes_it(members):
    check("file.yaml", clean(yaml.safe_dump(members, allow_unicode=True)))


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(SENTENCES, st.dictionaries(SENTENCES, PROSE, max_size=4), max_size=4))
def test_for_toml_as_its_library_writes_it(tables):
    check("file.toml", clean(tomlkit.dumps(tables)))


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.dictionaries(st.sampled_from("klmn"), SENTENCES), max_size=4
    )
)
def test_for_settings_as_the_standard_library_writes_them(sections):
    parser = configparser.RawConfigParser()
    parser.read_dict(sections)
    file = io.StringIO()
    parser.write(file)
    check("file.ini", file.getvalue())


BLOCKS = st.one_of(
    SENTENCES.map(E.p),
    LONG.map(E.p),
    ANY_TEXT.map(E.div),
    SENTENCES.map(E.h2),
    SENTENCES.map(E.h3),
    st.lists(SENTENCES, max_size=4).map(lambda items: E.ul(*map(E.li, items))),
    st.lists(st.lists(SENTENCES, max_size=3), max_size=3).map(
        lambda rows: E.table(*(E.tr(*map(E.td, row)) for row in rows))
    ),
    st.lists(SENTENCES, max_size=5).map("\n\n".join).map(E.pre),
    st.lists(SENTENCES, min_size=3, max_size=6).map(
        lambda links: (
            etree.fromstring("<nav/>") if not links else E.div(*(E.p(E.a(link, href="#")) for link in links))
        )
    ),
)


def page(blocks):
    return etree.tostring(E.html(E.head(E.title("A page")), E.body(*blocks)), method="html")


@settings(max_examples=30, deadline=None)
@given(st.lists(BLOCKS, max_size=12))
def test_for_web_pages(blocks):
    try:
        check("page.html", page(blocks))
    except NothingToReadError:
        assert not "".join(text for block in blocks for text in block.itertext()).strip()


@settings(max_examples=15, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=6))
def test_for_web_archives(blocks):
    archive = EmailMessage()
    archive["Subject"] = "A page"
    archive.set_content(page(blocks).decode(), subtype="html")
    archive.add_related(b"x", "image", "png")
    try:
        check("page.mht", archive.as_bytes())
    except NothingToReadError:
        assert not "".join(text for block in blocks for text in block.itertext()).strip()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400))
def test_for_bytes_that_are_no_page(data):
    try:
        check("page.html", b"<html>" + data)
    except NothingToReadError:
        pass
    except BinaryContentError:
        assert any(byte >= 128 or byte < 32 for byte in data)


CELLS = st.builds(
    lambda kind, source, printed: {
        "cell_type": kind,
        "source": source.splitlines(keepends=True),
        "metadata": {},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": [printed]}] if kind == "code" else [],
    },
    st.sampled_from(["markdown", "code", "raw"]),
    st.lists(st.one_of(PROSE, st.sampled_from(["# One", "## Two", "```", "- item", ""])), max_size=6).map(
        "\n".join
    ),
    PROSE,
)


@settings(max_examples=20, deadline=None)
@given(st.lists(CELLS, max_size=6))
def test_for_notebooks(cells):
    check("file.ipynb", json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))


LINKS = st.tuples(
    SENTENCES, st.sampled_from(["https://a.example/", "https://b.example/?x=1&y=2", "javascript:x"])
)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(SENTENCES, st.lists(LINKS, max_size=4), max_size=4))
def test_for_bookmarks(folders):
    root = E.dl(
        *(
            E.dt(E.h3(name), E.dl(*(E.dt(E.a(title, href=address)) for title, address in links)))
            for name, links in folders.items()
        )
    )
    check("bookmarks", b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n" + etree.tostring(root, method="html"))


CUES = st.lists(st.tuples(st.integers(0, 9_000), st.integers(0, 9_000), PROSE), max_size=30)


@settings(max_examples=20, deadline=None)
@given(CUES, st.sampled_from([",", "."]))
def test_for_subtitles(cues, point):
    def at(milliseconds):
        return f"00:{milliseconds // 60_000:02}:{milliseconds // 1000 % 60:02}{point}{milliseconds % 1000:03}"

    text = "\n\n".join(f"{at(start)} --> {at(start + length)}\n{said}" for start, length, said in cues)
    try:
        check("film.srt", text)
    except FormatError:
        assert not any(said.strip() for _, _, said in cues)


FRONTS = st.dictionaries(
    st.sampled_from(["title", "date", "tags", "aliases", "phone"]),
    st.one_of(SENTENCES, st.lists(SENTENCES, max_size=3), st.dates(min_value=date(1970, 1, 1)), st.none()),
)


@settings(max_examples=20, deadline=None)
@given(FRONTS, SENTENCES)
def test_for_notes_with_front_matter(front, body):
    check("note.md", clean(f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{body}\n"))
