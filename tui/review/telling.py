"""A card in words: what is asked, of what, on what grounds, and which keys answer; and the end."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from secondme.memories.reviewing import ASKED, Card
from secondme.memories.wording import day
from secondme.recall.hit import Hit
from tui.ink import GOOD, HEAD, KEY, QUIET, click
from tui.memories.telling import write_head
from tui.passages.byline import write_byline
from tui.passages.skimming import skim
from tui.review.messages import CardsRead

_KEYS = (
    ("y", "still true", "answer('true')"),
    ("n", "not any more", "answer('not true')"),
    ("c", "wrong: it is …", "correct"),
)
_KEYS_OF_TWO = (
    ("y", "the first is true", "answer('true')"),
    ("n", "the second is", "answer('not true')"),
    ("b", "both are", "answer('both')"),
    ("c", "wrong: it is …", "correct"),
)
_ALWAYS = (("l", "in a week", "answer('later')"), ("s", "skip", "skip"), ("o", "where it stands", "read"))
LONGEST = 240
"""Characters of what it rests on."""


def write_progress(at: int, of: int) -> Content:
    """`●●○○○  2 of 5`"""
    return Content.assemble(("●" * at, KEY), ("○" * (of - at), QUIET), (f"  {at} of {of}", QUIET))


def write_question(card: Card) -> Content:
    """What is asked, and why."""
    return Content.styled(ASKED[card.why], HEAD)


def write_sides(card: Card, grounds: Sequence[Hit | None]) -> list[Content]:
    """The memory, and what contradicts it, each with the words that it rests on."""
    sides = [card.memory, *([card.other] if card.other is not None else [])]
    return [
        write_head(side) + (_write_ground(hit) if hit is not None else Content(""))
        for side, hit in zip(sides, grounds, strict=True)
    ]


def write_keys(card: Card) -> Content:
    """The keys that answer."""
    keys = _KEYS if card.other is None else _KEYS_OF_TWO
    return Content("\n").join(Content("   ").join(_key(*one) for one in line) for line in (keys, _ALWAYS))


def write_end(answered: int, told: CardsRead) -> Content:
    """What was done, and when to come back."""
    nothing = "For another time, then." if told.waiting else "Nothing needs to be asked."
    done = f"{_count(answered)} answered. Thank you." if answered else nothing
    lines = [Content.styled(done, HEAD), Content("")]
    if told.waiting:
        more = _count(told.waiting, "question waits", "questions wait")
        lines += [Content(f"{more}, as long as you like."), Content("")]
        lines.append(_key("Enter", "goes on", "go_on"))
    elif told.comes_next is not None:
        lines.append(Content(f"Come back on {day(told.comes_next)}: then there is something to ask again."))
    else:
        lines.append(Content("There is nothing that will need you soon."))
    if told.streak > 1:
        lines += [Content(""), Content.styled(f"{told.streak} days in a row.", GOOD)]
    return Content("\n").join(lines)


def _write_ground(hit: Hit) -> Content:
    words = skim(hit)
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return Content.assemble("\n\n", write_byline(hit), "\n", (f"“{shown}”", QUIET))


def _key(key: str, what: str, action: str) -> Content:
    link = click(f"screen.{action}")
    return Content.assemble((key, f"{KEY} {link}"), (f" {what}", f"{QUIET} {link}"))


def _count(number: int, one: str = "question", several: str = "questions") -> str:
    return f"{number:,} {one if number == 1 else several}"
