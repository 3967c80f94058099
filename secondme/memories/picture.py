"""The picture of who and what is connected: one page of HTML that loads nothing and runs nothing.

Each person is a big circle on a card of their own, what is known of them small circles around it, and a
dashed line leads from a name to the card of the person it names. All is laid out here, in SVG, and what was
remembered is text in it, never markup.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from secondme.memories.graph import Subject, Tie

COLUMN = 490
COLUMNS = 3
GAP = 22
SMALL_UP_TO = 5
"""So few ties stand on one side, on a card of one column; more on both sides, on a card of two."""
ALIGNED_UP_TO = 3
"""So few ties end at one line; more at a curve, the middle ones farthest out."""
BRANCH, LABEL, BULGE, SMALL_BULGE = 74, 108, 46, 16
"""From the middle of a person to where the label of a tie begins; the label's length; how round it is on a
card of two columns, and of one."""
CHARACTERS = 24
LINES = 2
LINE, BETWEEN = 16, 15
HUES = (211, 150, 28, 265, 338, 186, 48, 305)
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")

STYLE = """
:root { --paper: #f7f4ee; --card: #fffdf9; --edge: #e6dfd2; --ink: #2b2a28; --soft: #8b8478; --line: #cfc6b6;
  --clash: #c0392b; --light: 46%; }
@media (prefers-color-scheme: dark) { :root { --paper: #191a1d; --card: #212327; --edge: #303339;
  --ink: #e9e6df; --soft: #9a978f; --line: #4a4d53; --clash: #ff7b6b; --light: 62%; } }
body { margin: 0; padding: 28px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -.01em; }
p { margin: 4px 0 18px; color: var(--soft); }
p b { font-weight: 600; color: var(--ink); }
p .clash { color: var(--clash); }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
@media (max-width: 1100px) { svg { width: 1100px; } }
.card { fill: var(--card); stroke: var(--edge); }
.card:target { stroke: hsl(var(--hue) 60% var(--light)); stroke-width: 3; }
.link { fill: none; stroke: hsl(var(--hue) 50% var(--light)); stroke-width: 1.6; stroke-dasharray: 3 6;
  opacity: .5; }
.branch { fill: none; stroke: hsl(var(--hue) 40% var(--light) / .55); stroke-width: 1.6; }
.big { fill: hsl(var(--hue) 48% var(--light)); stroke: hsl(var(--hue) 48% var(--light) / .22);
  stroke-width: 10; }
.initials { fill: #fff; font-size: 19px; font-weight: 600; text-anchor: middle; dominant-baseline: central; }
.name { fill: var(--ink); font-size: 17px; font-weight: 600; }
.small { fill: hsl(var(--hue) 48% var(--light)); }
.ring { fill: var(--card); stroke: hsl(var(--hue) 55% var(--light)); stroke-width: 3.5; }
.name, .how, .what, .mark { paint-order: stroke; stroke: var(--card); stroke-width: 3px; }
.how { fill: var(--soft); font-size: 11.5px; text-anchor: middle; }
.what { fill: var(--ink); font-size: 14px; }
.named { font-weight: 600; fill: hsl(var(--hue) 55% var(--light)); }
.mark { fill: var(--soft); font-size: 11px; }
.past { opacity: .5; } .past .branch { stroke-dasharray: 2 4; }
.clash .small { fill: var(--clash); } .clash .mark { fill: var(--clash); font-weight: 600; }
.clash .branch { stroke: var(--clash); }
a { text-decoration: none; } a:hover .what { text-decoration: underline; }
"""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A tie in its place: the middle of its small circle, and its side of the person (1 right, -1 left)."""

    tie: Tie
    x: float
    y: float
    side: int


@dataclass(frozen=True, slots=True)
class _Card:
    """A person in their place. x, y: of the card; middle_x, middle_y: of the big circle."""

    number: int
    subject: Subject
    x: float
    y: float
    width: float
    height: float
    middle_x: float
    middle_y: float
    leaves: tuple[_Leaf, ...]

    @property
    def hue(self) -> int:
        return HUES[self.number % len(HUES)]


def draw_picture(subjects: Sequence[Subject]) -> str:
    """The page. The same subjects give the same page."""
    cards = _lay_out(subjects)
    width = max((card.x + card.width for card in cards), default=0)
    height = max((card.y + card.height for card in cards), default=0)
    by_key = {card.subject.key: card for card in cards}
    links = [line for card in cards for leaf in card.leaves if (line := _link(leaf, by_key))]
    svg = "\n".join([*map(_paper, cards), *links, *(_person(card, by_key) for card in cards)])
    ties = sum(len(one.ties) for one in subjects)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Who and what is connected</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Who and what is connected</h1>
<p><b>{len(subjects)}</b> {_plural(len(subjects), "person", "people")},
<b>{ties}</b> {_plural(ties, "connection", "connections")}. A ring is a person who has a card too.
Dim: asleep, or not true any more. <span class="clash">Red</span>: contradicted.
Rest on anything to read it whole.</p>
<svg viewBox="-2 -2 {width + 4:.0f} {height + 4:.0f}" style="max-width: {width:.0f}px"
 role="img" aria-label="Who and what is connected">
{svg}
</svg>
</body>
</html>
"""


def _lay_out(subjects: Sequence[Subject]) -> list[_Card]:
    """Cards from the top, each where there is room first."""
    depths = [0.0] * COLUMNS
    cards: list[_Card] = []
    for number, one in enumerate(subjects):
        span = 1 if len(one.ties) <= SMALL_UP_TO else 2
        starts = range(COLUMNS - span + 1)
        start = min(starts, key=lambda column: (max(depths[column : column + span]), column))
        card = _place(number, one, start * (COLUMN + GAP), max(depths[start : start + span]), span)
        depths[start : start + span] = [card.y + card.height + GAP] * span
        cards.append(card)
    return cards


def _place(number: int, subject: Subject, x: float, y: float, span: int) -> _Card:
    """The card with its top left corner there."""
    half = len(subject.ties) if span == 1 else (len(subject.ties) + 1) // 2
    sides = [(1, subject.ties[:half]), (-1, subject.ties[half:])]
    tallest = max(sum(_height(tie) for tie in ties) for _, ties in sides)
    height = max(tallest + 34, 2 * _radius(subject) + 76)
    width = span * COLUMN + (span - 1) * GAP
    middle_x = x + (82 if span == 1 else width / 2)
    bulge = BULGE if span == 2 else SMALL_BULGE
    middle_y = y + height / 2 - 8
    leaves = [leaf for side, ties in sides for leaf in _leaves(ties, side, (middle_x, y + height / 2), bulge)]
    return _Card(number, subject, x, y, width, height, middle_x, middle_y, tuple(leaves))


def _leaves(ties: Sequence[Tie], side: int, middle: tuple[float, float], round_by: float) -> list[_Leaf]:
    """The ties of one side from above to below, those in the middle the farthest out."""
    middle_x, middle_y = middle
    top = middle_y - sum(_height(tie) for tie in ties) / 2
    found: list[_Leaf] = []
    for number, tie in enumerate(ties):
        across = 2 * (number + 0.5) / len(ties) - 1
        bulge = round_by * math.sqrt(1 - across**2) if len(ties) > ALIGNED_UP_TO else 0.0
        x = middle_x + side * (BRANCH + LABEL + bulge)
        found.append(_Leaf(tie, x, top + _height(tie) / 2, side))
        top += _height(tie)
    return found


def _paper(card: _Card) -> str:
    """The card itself, below all that is drawn."""
    return (
        f'<rect class="card" id="p{card.number}" style="--hue: {card.hue}" x="{card.x:.0f}" y="{card.y:.0f}" '
        f'width="{card.width:.0f}" height="{card.height:.0f}" rx="18"/>'
    )


def _person(card: _Card, by_key: Mapping[str, _Card]) -> str:
    """A person with their ties."""
    one, radius = card.subject, _radius(card.subject)
    name = "You" if one.key == "me" else one.name[:1].upper() + one.name[1:]
    initials = "".join(word[0] for word in re.findall(r"\w+", name)[:2]).upper()
    below = card.middle_y + radius + 26
    return "\n".join(
        [
            f'<g style="--hue: {card.hue}">',
            *(_branch(card, leaf, by_key.get(leaf.tie.person or "")) for leaf in card.leaves),
            f"<g><title>{_safe(name)}</title>",
            f'<circle class="big" cx="{card.middle_x:.0f}" cy="{card.middle_y:.0f}" r="{radius:.0f}"/>',
            _text("initials", card.middle_x, card.middle_y, "You" if one.key == "me" else initials),
            "" if one.key == "me" else _text("name", card.middle_x, below, _short(name, 15), anchor="middle"),
            "</g></g>",
        ]
    )


def _branch(card: _Card, leaf: _Leaf, other: _Card | None) -> str:
    """A tie: its line, how it is called, and what it leads to; other: the card of whom it names."""
    tie, side = leaf.tie, leaf.side
    bend = leaf.x - side * LABEL
    path = (
        f"M{card.middle_x:.1f} {card.middle_y:.1f} C{card.middle_x + side * 52:.1f} {card.middle_y:.1f} "
        f"{bend - side * 34:.1f} {leaf.y:.1f} {bend:.1f} {leaf.y:.1f} H{leaf.x:.1f}"
    )
    classes = " ".join(["tie", *(["past"] if tie.state != "current" else []), *(["clash"] * tie.conflict)])
    middle = (bend + leaf.x) / 2 - side * 2
    end = "".join([_circle(leaf), *_value(leaf)])
    if other is not None:
        end = f'<a href="#p{other.number}" style="--hue: {other.hue}">{end}</a>'
    return (
        f'<g class="{classes}"><title>{_safe(_whole(tie))}</title><path class="branch" d="{path}"/>'
        f"{_text('how', middle, leaf.y - 6, _short(tie.predicate, 18))}{end}</g>"
    )


def _circle(leaf: _Leaf) -> str:
    kind, radius = ("ring", 6) if leaf.tie.person else ("small", 5)
    return f'<circle class="{kind}" cx="{leaf.x:.1f}" cy="{leaf.y:.1f}" r="{radius}"/>'


def _value(leaf: _Leaf) -> list[str]:
    """What a tie leads to, outside of its circle: its words, and below them what is said of them."""
    lines, marks = _lines(leaf.tie), _marks(leaf.tie)
    x, anchor = leaf.x + leaf.side * 14, "start" if leaf.side > 0 else "end"
    y = leaf.y + 5 - LINE * (len(lines) + bool(marks) - 1) / 2
    kind = "what named" if leaf.tie.person else "what"
    drawn = [_text(kind, x, y + LINE * number, line, anchor=anchor) for number, line in enumerate(lines)]
    if marks:
        drawn.append(_text("mark", x, y + LINE * len(lines) - 1, marks, anchor=anchor))
    return drawn


def _link(leaf: _Leaf, by_key: Mapping[str, _Card]) -> str:
    """A dashed line from a name to the person it names, which ends at the rim of their circle."""
    card = by_key.get(leaf.tie.person or "")
    if card is None:
        return ""
    dx, dy = card.middle_x - leaf.x, card.middle_y - leaf.y
    distance = math.hypot(dx, dy) or 1.0
    reach = 1 - (_radius(card.subject) + 6) / distance
    end_x, end_y = leaf.x + dx * reach, leaf.y + dy * reach
    bow = 0.12 * leaf.side
    middle_x, middle_y = leaf.x + dx / 2 + dy * bow, leaf.y + dy / 2 - dx * bow
    path = f"M{leaf.x:.1f} {leaf.y:.1f} Q{middle_x:.1f} {middle_y:.1f} {end_x:.1f} {end_y:.1f}"
    return f'<path class="link" style="--hue: {card.hue}" d="{path}"/>'


def _radius(subject: Subject) -> float:
    """The more is known, the bigger."""
    return 24 + min(20.0, 4 * math.sqrt(subject.known))


def _height(tie: Tie) -> float:
    return LINE * (len(_lines(tie)) + bool(_marks(tie))) + BETWEEN


def _lines(tie: Tie) -> list[str]:
    found = wrap(_visible(tie.value), CHARACTERS) or [""]
    return (
        found
        if len(found) <= LINES
        else [*found[: LINES - 1], _short(" ".join(found[LINES - 1 :]), CHARACTERS)]
    )


def _marks(tie: Tie) -> str:
    """What is said of a tie in small letters."""
    past = f"until {tie.until.day} {tie.until:%b} {tie.until.year}" if tie.until else "past"
    marks = {"contradicted": tie.conflict, "asleep": tie.state == "asleep", past: tie.state == "past"}
    return " · ".join(name for name, holds in marks.items() if holds)


def _whole(tie: Tie) -> str:
    """The memory as it reads, with where to look further."""
    return " · ".join(part for part in (tie.text or tie.value, tie.memory, _marks(tie)) if part)


def _text(kind: str, x: float, y: float, words: str, *, anchor: str = "") -> str:
    place = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{place}>{_safe(words)}</text>'


def _short(words: str, most: int) -> str:
    shown = _visible(words)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def _visible(words: str) -> str:
    """On one line, without control characters and marks that turn the direction of text."""
    return " ".join(_INVISIBLE.sub(" ", words).split())


def _safe(words: str) -> str:
    """Words that are nothing but words in a page."""
    return escape(_visible(words), quote=True)


def _plural(number: int, one: str, several: str) -> str:
    return one if number == 1 else several
