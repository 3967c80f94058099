"""Pages as HTML that loads nothing and runs nothing; what was remembered is text in it, never markup."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from posixpath import dirname, relpath
from urllib.parse import quote

from secondme.export.pages.page import Link, Page, Part
from secondme.harmless import harmless

ENDING = ".html"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { --paper: #f7f4ee; --card: #fffdf9; --edge: #e6dfd2; --ink: #2b2a28; --soft: #7d766b; }
@media (prefers-color-scheme: dark) { :root { --paper: #191a1d; --card: #212327; --edge: #303339;
  --ink: #e9e6df; --soft: #9a978f; } }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.6rem; font-weight: 600; } h2 { font-size: 1.05rem; font-weight: 600; margin: 0; }
nav, dl, .about { color: var(--soft); font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; } dd { margin: 0; }
section { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: .8rem 1rem;
  margin: .8rem 0; overflow-wrap: anywhere; } section:target { border-color: var(--ink); }
.about { margin: 0; } 
.text { white-space: pre-wrap; margin: .4rem 0 0; } ul { margin: .4rem 0 0; padding-left: 1.2rem; }
a { color: inherit; }
"""


def render(page: Page) -> Iterator[str]:
    """The page in pieces."""
    home = quote(relpath(f"index{ENDING}", dirname(page.path) or "."))
    back = "" if page.path == "index" else f'<nav><a href="{home}">Your memory</a></nav>'
    yield (
        '<!doctype html>\n<html lang="und"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(page.title)}</title><style>{STYLE}</style></head>\n<body>{back}\n"
        f"<h1>{_text(page.title)}</h1>\n"
    )
    if page.facts:
        facts = "".join(
            f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in page.facts.items()
        )
        yield f"<dl>{facts}</dl>\n"
    for part in page.parts:
        yield _part(page, part)
    yield "</body></html>\n"


def _part(page: Page, part: Part) -> str:
    name = f' id="{_text(part.name)}"' if part.name else ""
    inside = f"<h2>{_text(part.heading)}</h2>" if part.heading else ""
    if part.about:
        inside += f'<p class="about">{_text(" · ".join(part.about))}</p>'
    if part.text:
        inside += f'<p class="text" dir="auto">{_text(part.text)}</p>'
    if part.links:
        inside += f"<ul>{''.join(_link(page, link) for link in part.links)}</ul>"
    return f"<section{name}>{inside}</section>\n"


def _link(page: Page, link: Link) -> str:
    path = quote(relpath(link.path + ENDING, dirname(page.path) or "."))
    where = f"{path}#{quote(link.part)}" if link.part else path
    return f'<li><a href="{where}">{_text(link.text)}</a></li>'


def _text(text: str) -> str:
    return escape(harmless(text))
