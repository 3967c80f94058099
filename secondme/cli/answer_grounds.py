"""What an answer rests on, shown: how the question was understood, what was read, and what spoke for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from secondme.answer import Citation
    from secondme.conversation.turn import Exchange, Turn


@dataclass(frozen=True, slots=True)
class Grounds:
    """Of one answer. read: all passages that were read, in the order of their numbers."""

    meant: str
    confidence: str
    why: str
    read: tuple[Citation, ...]
    cited: frozenset[int]

    def as_json(self) -> dict[str, Any]:
        """As /why prints it with `--json`."""
        return {
            "meant": self.meant,
            "confidence": self.confidence,
            "why": self.why,
            "read": [{**one.as_json(), "cited": one.number in self.cited} for one in self.read],
        }


def grounds_of(exchange: Exchange | None, turn: Turn | None) -> Grounds | None:
    """What the last answer rests on: of this run, else as it is kept."""
    if exchange is not None:
        answer = exchange.answer
        cited = frozenset(one.number for one in answer.citations)
        confidence = f"{answer.confidence_word} ({answer.confidence:.2f})"
        return Grounds(exchange.meant, confidence, answer.why, exchange.read, cited)
    if turn is None:
        return None
    confidence = f"{turn.confidence or 0.0:.2f}"
    return Grounds(turn.meant or "", confidence, turn.why or "", turn.sources, frozenset(turn.cited))


def show_grounds(out: Console, grounds: Grounds, weights: Mapping[str, float]) -> None:
    """The grounds for people; what is cited in bold, with the signals of each passage."""
    from rich.text import Text

    from secondme.cli.found import explain
    from secondme.cli.output import harmless, print_heading, print_indented

    if grounds.meant:
        print_indented(out, Text(harmless(f"Understood as: {grounds.meant}")), 0)
    print_indented(out, Text(harmless(f"Confidence: {grounds.confidence}; {grounds.why}")), 0)
    if not grounds.read:
        print_indented(out, Text("Nothing was read for it."), 0)
    for one in grounds.read:
        is_cited = one.number in grounds.cited
        start = Text(f"  [{one.number}] {one.hit.id} ", style="bold" if is_cited else "dim")
        print_heading(out, start.append("cited  " if is_cited else "read   "), one.hit)
        print_indented(out, Text(harmless(one.quote), style="dim"), 6)
        if one.hit.signals:
            explain(out, one.hit, weights)
