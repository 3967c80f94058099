"""Pages to read: everything is on them, as text alone, under names that every file system takes."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from secondme.export.exporting import export_memory
from secondme.export.pages.markdown import inert, quoted
from secondme.export.pages.names import file_name

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
VOID = {"meta", "link", "br", "img", "input"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ACTS = [
    *("<", "<script>", "![x](http://e/x.png)", "[[", "![[e]]", "]:", "](", "`", "```", "~~~", "\\", "&lt;"),
    *("[a]: http://e", "\n", "# ", "---", "`$= 1`", "<!--", "http://e", "x", " ", "    ", "&#60;b>", "> "),
]
ACTING = st.lists(st.sampled_from(ACTS), max_size=30).map("".join)


class Tags(HTMLParser):
    """What a page has: its tags, their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def pages(full, tmp_path: Path):
    """The pages of the full memory, by form."""

    def write(form: str) -> dict[str, str]:
        folder = export_memory(full.home, full.store, tmp_path / form, form, now=NOW).place
        ending = {"markdown": ".md", "html": ".html"}[form]
        return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob(f"*{ending}")}

    return write


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_everything_readable_is_on_some_page(pages, form):
    whole = " ".join(pages(form).values())
    shown = Tags(whole).text if form == "html" else whole
    for said in (
        "The puffin boat leaves at nine",
        "Piran",
        "piran@example.org",
        "Never share my salary",
        "I live in Leith",
        "I like tea",
        "At nine",
        "puffin boat",
        "kind:mail older than 50 years",
        "Your name",
        "editor",
        "replaced by m2",
        "told",
        "2025-06-22 19:40",
        "likes",
    ):
        assert said in shown, said


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_every_link_leads_to_a_page_and_a_place_on_it(pages, form):
    found = pages(form)
    pattern = r"\]\(([^)]+)\)" if form == "markdown" else r'href="([^"]+)"'
    links = [(name, link) for name, text in found.items() for link in re.findall(pattern, text)]
    assert len(links) > 20
    for name, link in links:
        path, _, part = unquote(link).partition("#")
        target = str((Path("/") / name).parent.joinpath(path).resolve().relative_to("/"))
        assert target in found, (name, link)
        assert not part or f'id="{part}"' in found[target], (name, link)


def test_a_page_of_html_loads_nothing_and_runs_nothing(pages):
    found = pages("html")
    for name, text in found.items():
        page = Tags(text)
        allowed = {"html", "head", "meta", "title", "style", "body", "nav", "a", "h1", "h2", "dl", "dt", "dd"}
        assert set(page.tags) <= allowed | {"section", "p", "ul", "li"}, name
        assert not [one for one, _ in page.attributes if one.startswith("on") or one == "src"], name
        assert "default-src 'none'" in text and "://" not in re.sub(r">[^<]*<", "><", text), name
    assert any("<script>alert(1)</script>" in Tags(text).text for text in found.values())


def test_front_matter_is_yaml_and_says_where_it_comes_from(pages):
    [(name, text)] = [
        (name, text)
        for name, text in pages("markdown").items()
        if "puffin boat leaves" in text and name.startswith("documents/")
    ]
    facts = yaml.safe_load(text.split("---\n")[1])
    assert facts["title"] == "Boats" and facts["key"] == "boats.eml" and facts["kind"] == "mail"
    assert facts["id"] == re.search(r"(d\d+) Boats\.md$", name).group(1)


def test_markdown_shows_what_was_remembered_and_acts_on_none_of_it(pages):
    for name, text in pages("markdown").items():
        body = text.split("---\n", 2)[2]
        shown = MarkdownIt("commonmark").render(body)
        assert set(Tags(shown).tags) <= {
            "h1",
            "h2",
            "p",
            "em",
            "blockquote",
            "ul",
            "li",
            "a",
            "pre",
            "code",
            "br",
        }
        assert "http" not in "".join(str(value) for key, value in Tags(shown).attributes if key == "href"), (
            name
        )


@given(TEXTS | ACTING)
def test_no_text_acts_in_markdown(text):
    shown = Tags(MarkdownIt("commonmark").render(quoted(text)))
    assert not {"img", "script", "a", "iframe"} & set(shown.tags)
    assert "<" not in inert(text)
    assert all(line.startswith(">") for line in quoted(text).split("\n")) or quoted(text).startswith("```")


@given(TEXTS)
def test_a_name_is_taken_by_every_file_system(text):
    name = file_name("d12", text)
    assert name.startswith("d12") and len(name.encode()) <= 100
    assert not set(name) & set('<>:"/\\|?*\n\t\x00') and name == name.rstrip(" .")
    assert unicodedata.is_normalized("NFC", name)


def test_a_name_tells_what_it_is():
    assert file_name("d1", "a/b: c?") == "d1 a b c"
    assert file_name("d1", "") == file_name("d1", "...") == "d1"
    assert file_name("d1", "ж" * 200) == "d1 " + "ж" * 40
    assert file_name("d1", "CON") == "d1 CON"
