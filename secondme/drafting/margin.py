"""The margin of a draft: which sentence rests on what, as a page in Markdown."""

from __future__ import annotations

from secondme.drafting.draft import Basis, Draft, Written
from secondme.harmless import harmless

_BASIS: dict[Basis, str] = {
    "request": "what you asked to be written",
    "courtesy": "claims nothing",
    "manner": "your usual way",
}


def margin_of(draft: Draft) -> str:
    """The page."""
    sections = [
        ("# What this text rests on", [_line(one, draft) for one in draft.written]),
        ("## Sources", [_source(number, draft) for number in range(len(draft.sources))]),
        ("## Left out", [f"- {_one_line(one.text)}\n  ({one.why})" for one in draft.dropped]),
        ("## Your instructions", [f"- {one.id}: {_one_line(one.text)}" for one in draft.followed]),
        ("## Your way of writing", [f"- {one}" for one in draft.style]),
    ]
    return "\n\n".join(f"{title}\n\n" + "\n".join(lines) for title, lines in sections if lines) + "\n"


def _line(one: Written, draft: Draft) -> str:
    rests = ", ".join(f"[{number}]" for number in one.sources) or _BASIS[one.basis]
    return f"- {_one_line(one.text)}\n  {rests}"


def _source(place: int, draft: Draft) -> str:
    source = draft.sources[place]
    day = f", {source.hit.time.date().isoformat()}" if source.hit.time else ""
    said = f", {source.hit.speaker}" if source.hit.speaker else ""
    return (
        f"- [{source.number}] {source.hit.id}{said}{day}, {_one_line(source.hit.place)}\n"
        f"  > {_one_line(source.quote)}"
    )


def _one_line(text: str) -> str:
    return " ".join(harmless(text).split())
