"""Takes quotations out of a question, so that what is asked can be read whatever they say.

`Which comes first: "…" or "…"?` becomes `Which comes first: ⟦0⟧ or ⟦1⟧?`. A quotation may hold quotation
marks of its own, as books do: what counts is the mark that opens the first one, and the closing and opening
marks around the word that stands between the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SINGLE, SINGLE_END = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "”": "”", SINGLE: SINGLE_END, "'": "'"}
_OPENED = re.compile(rf"[“„«»\"{SINGLE}”]|(?<!\w)'(?=\w)")
_MARK = re.compile(r"⟦(\d)⟧")
_BETWEEN = re.compile(
    r"\b(?:or|before|after|than|oder|vor|nach|bevor|nachdem|ou|avant|après|o|antes|después|prima|dopo|oppure|"
    r"depois|após|of|voor|na|voordat|nadat)\b",
    re.IGNORECASE,
)
_NOUN = r"(?i:(?:text )?(?:segment|passage|text|part|event|extract|quote|excerpt|message)\s+)?"
_LABELS = tuple(
    re.compile(rf"{start}[ \t]{{0,9}}{_NOUN}[(\[]?(?P<label>{label})[)\]]?\s{{0,9}}[:.)]")
    for start, label in ((r"(?:^|\n)", "A|1"), (r"\n", "B|2"))
)
LONGEST_BETWEEN = 60
LONGEST_TAIL = 200


@dataclass(frozen=True, slots=True)
class Masked:
    """A question without its quotations. labels: what they are called there, "A" and "B"."""

    text: str
    quotations: tuple[str, ...] = ()
    labels: tuple[str, ...] = ("", "")


def mask(text: str) -> Masked:
    """The question with up to two quotations taken out; the text as it is where it has none."""
    return _labelled(text) or _quoted(text) or Masked(text)


def quotation_in(part: str) -> int | None:
    """Which quotation stands in this part of a masked question."""
    found = _MARK.search(part)
    return int(found[1]) if found else None


def _labelled(text: str) -> Masked | None:
    """`Segment A: … Segment B: …`, each at the beginning of a line."""
    first = _LABELS[0].search(text)
    second = _LABELS[1].search(text, first.end()) if first else None
    if first is None or second is None:
        return None
    a, rest = text[first.end() : second.start()], text[second.end() :].rstrip()
    b, _, tail = rest.rpartition("\n")
    if not (b.strip() and tail.endswith("?") and len(tail) <= LONGEST_TAIL):
        b, tail = rest, ""
    asked = tail or text[: first.start()].strip().rpartition("\n")[2]
    return Masked(f"{asked} ⟦0⟧ or ⟦1⟧?", (_bare(a), _bare(b)), (first["label"], second["label"]))


def _quoted(text: str) -> Masked | None:
    opened = _OPENED.search(text)
    if opened is None:
        return None
    closers = CLOSERS[opened[0]]
    start = opened.end()
    end = max(_last_closing(text, closer, start) for closer in closers)
    if end < start:
        return None
    split = _split(text, start, end, opened[0], closers)
    head, tail = text[: opened.start()], text[end + 1 :]
    if split is None:
        return Masked(f"{head}⟦0⟧{tail}", (text[start:end],))
    first_end, second_start = split
    between = text[first_end + 1 : second_start - 1]
    return Masked(f"{head}⟦0⟧{between}⟦1⟧{tail}", (text[start:first_end], text[second_start:end]))


def _split(text: str, start: int, end: int, opener: str, closers: str) -> tuple[int, int] | None:
    """Where the first quotation ends and the second begins: of such places the one nearest to the middle."""
    joint = re.compile(
        rf"[{re.escape(closers)}](?P<between>[^{re.escape(opener + closers)}]{{2,{LONGEST_BETWEEN}}})"
        rf"{re.escape(opener)}"
    )
    joints = []
    at = start
    while found := joint.search(text, at, end):
        if _BETWEEN.search(found["between"]):
            joints.append((found.start(), found.end()))
        at = found.start() + 1
    middle = (start + end) / 2
    return min(joints, key=lambda one: abs(one[0] - middle)) if joints else None


def _last_closing(text: str, closer: str, start: int) -> int:
    """The last closing mark; an apostrophe inside a word is none."""
    at = text.rfind(closer, start)
    while closer in {"'", SINGLE_END} and at >= start and text[at + 1 : at + 2].isalnum():
        at = text.rfind(closer, start, at)
    return at if at >= start else -1


def _bare(text: str) -> str:
    """Without the marks that stand around all of it."""
    plain = text.strip()
    if len(plain) > 1 and plain[0] in CLOSERS and plain[-1] in CLOSERS[plain[0]]:
        return plain[1:-1]
    return plain
