"""How hits are shown: one by one or gathered by event, with what stands around and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from secondme.recall.hit import Hit
from secondme.recall.question import Question

if TYPE_CHECKING:
    from rich.console import Console

BAR = 20
SHOWN_WORDS = 60
"""A long passage is shown by the sentences that share most with the query; `--json` has all of it."""
AROUND_WORDS = 30


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, and how it is to be shown.

    around: by passage, what stands around it, itself included, in the document's order; empty where that was
    not asked for. weights: of the signals, which are then shown too. group: gathered by event.
    """

    question: Question
    hits: Sequence[Hit]
    around: Mapping[int, Sequence[Hit]] = field(default_factory=dict)
    weights: Mapping[str, float] | None = None
    group: bool = False

    def before(self, hit: Hit) -> list[Hit]:
        return list(takewhile(lambda one: one.passage != hit.passage, self.around.get(hit.passage, ())))

    def after(self, hit: Hit) -> list[Hit]:
        return list(self.around.get(hit.passage, ()))[len(self.before(hit)) + 1 :]


def found_json(found: Found) -> list[dict[str, Any]]:
    """The stable form for `--json`; described in docs/json.md."""
    from secondme.recall.groups import group

    if not found.group:
        return [_hit_json(found, hit) for hit in found.hits]
    return [
        one.as_json() | {"hits": [_hit_json(found, hit) for hit in one.hits]} for one in group(found.hits)
    ]


def show_found(out: Console, found: Found) -> None:
    """Prints the hits for people, each with its number in the order of the search."""
    from rich.text import Text

    from secondme.cli.output import harmless
    from secondme.recall.groups import group

    numbers = {hit.passage: number for number, hit in enumerate(found.hits, 1)}
    if not found.group:
        for hit in found.hits:
            _show(out, found, hit, numbers, set())
        return
    for one in group(found.hits):
        out.print(Text(harmless(one.name), style="bold cyan"), soft_wrap=not out.is_terminal)
        shown: set[int] = {hit.passage for hit in one.hits}
        for hit in one.hits:
            _show(out, found, hit, numbers, shown)


def show_understood(out: Console, question: Question) -> None:
    """Prints how the question was understood, a line each."""
    from rich.text import Text

    from secondme.cli.output import harmless
    from secondme.cli.understood import lines_of

    for line in lines_of(question):
        out.print(Text(f"  {harmless(line)}", style="dim"))


def _hit_json(found: Found, hit: Hit) -> dict[str, Any]:
    """The hit; with what stands around it where that was asked for."""
    if not found.around:
        return hit.as_json()
    sides = {"before": found.before(hit), "after": found.after(hit)}
    return hit.as_json() | {side: [one.as_json() for one in hits] for side, hits in sides.items()}


def _show(out: Console, found: Found, hit: Hit, numbers: Mapping[int, int], shown: set[int]) -> None:
    """One hit with what stands around it. shown: passages that are not to be shown again; added to."""
    from rich.text import Text

    from secondme.cli.output import marked, print_heading, print_indented
    from secondme.recall.excerpt import focus

    _show_around(out, found.before(hit), shown)
    start = Text().append(f"{numbers[hit.passage]:>2}  ", style="bold").append(f"{hit.id:<6} ", style="dim")
    print_heading(out, start, hit)
    print_indented(out, marked(focus(hit.text, found.question, words=SHOWN_WORDS), found.question.terms), 4)
    if found.weights is not None:
        explain(out, hit, found.weights)
    _show_around(out, found.after(hit), shown)


def _show_around(out: Console, hits: Sequence[Hit], shown: set[int]) -> None:
    """What stands beside a hit, a line each: who, and the beginning of what is said."""
    from rich.text import Text

    from secondme.cli.output import harmless, print_indented

    for hit in hits:
        if hit.passage in shown:
            continue
        shown.add(hit.passage)
        words = hit.text.split()
        text = " ".join(words[:AROUND_WORDS]) + (" …" if len(words) > AROUND_WORDS else "")
        said = f"{hit.speaker}: {text}" if hit.speaker else text
        print_indented(out, Text(harmless(f"· {said}"), style="dim"), 4)


def explain(out: Console, hit: Hit, weights: Mapping[str, float]) -> None:
    """The signals of a hit, each with its weight and its share of the score."""
    from rich.text import Text

    for name, value in hit.signals.items():
        weight = weights.get(name, 0.0)
        bar = "█" * round(BAR * value)
        out.print(Text(f"    {name:13} {bar:{BAR}} {value:5.2f} x {weight:.1f} = {weight * value:5.2f}"))
    out.print(Text(f"    {'score':13} {'':{BAR}} {'':13} {hit.score:5.2f}", style="bold"))
