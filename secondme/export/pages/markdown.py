"""Pages as Markdown. What was remembered is quoted, and nothing in it acts: no tags, pictures or links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from posixpath import dirname, relpath
from urllib.parse import quote

from secondme.export.pages.page import Link, Page, Part
from secondme.harmless import harmless

ENDING = ".md"
_ENTITIES = (
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"<"), "&lt;"),
    (re.compile(r"\](?=[(\[:])"), "&#93;"),
    (re.compile(r"\[(?=\[)"), "&#91;"),
    (re.compile(r"`(?=\$?=)"), "&#96;"),
)
"""What a reader of Markdown would act on: tags, links and pictures, embedded pages, code that is run."""
_FENCES = re.compile(r"`{3,}|~{3,}")


def render(page: Page) -> Iterator[str]:
    """The page in pieces: front matter, title, and each part."""
    facts = {"title": page.title, **page.facts}
    yield "---\n" + "".join(f"{name}: {_quoted(value)}\n" for name, value in facts.items()) + "---\n\n"
    yield f"# {_line(page.title)}\n\n"
    for part in page.parts:
        yield from _part(page, part)


def _part(page: Page, part: Part) -> Iterator[str]:
    if part.heading:
        yield f"## {_line(part.heading)}\n\n"
    if part.about:
        yield "_" + " · ".join(_line(one) for one in part.about) + "_\n\n"
    if part.text:
        yield quoted(part.text) + "\n\n"
    if part.links:
        yield "".join(f"- {_link(page, link)}\n" for link in part.links) + "\n"


def quoted(text: str) -> str:
    """The text as a quotation; as a block of code where it holds one itself."""
    shown = harmless(text)
    if fences := _FENCES.findall(shown):
        fence = "`" * (max(map(len, fences)) + 1)
        return f"{fence}text\n{shown}\n{fence}"
    return "\n".join(f"> {line}".rstrip() for line in inert(shown).split("\n"))


def inert(text: str) -> str:
    """The text with entities in place of what would act; it reads the same where it is shown."""
    for pattern, entity in _ENTITIES:
        text = pattern.sub(entity, text)
    return text


def _line(text: str) -> str:
    return inert(" ".join(harmless(text).split())).replace("```", "&#96;``").replace("~~~", "&#126;~~")


def _link(page: Page, link: Link) -> str:
    path = quote(relpath(link.path + ENDING, dirname(page.path) or "."))
    return f"[{_line(link.text).replace(']', '&#93;').replace('[', '&#91;')}]({path})"


def _quoted(value: str) -> str:
    return json.dumps(" ".join(harmless(value).split()), ensure_ascii=False)
