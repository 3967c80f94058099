"""secondme review: "still true?", a few a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.memories.reviewing import Card

EPILOG = """\b
Examples
  secondme review
  secondme review --most 10
  secondme review --json

Answers: y still true, n not any more, c changed to something else, l ask later, q stop.
Each answer can be taken back: secondme undo

Exit codes: 0 done, 3 nothing to ask, 4 memory not usable."""


@click.command("review", epilog=EPILOG)
@click.option("--most", default=5, show_default=True, type=click.IntRange(1, 100), help="Cards at most.")
@click.option("--json", "as_json", is_flag=True, help="Print the cards as JSON, and ask nothing.")
@pass_session
def command(session: Session, most: int, as_json: bool) -> int:
    """Ask a few questions about what is remembered, where an answer is needed most."""
    from secondme.cli.output import note, print_json

    cards = session.memory.cards(most)
    if as_json:
        print_json([card.as_json() for card in cards])
    elif not cards:
        note("Nothing needs to be asked today.")
    else:
        _ask_all(session, cards)
    return 0 if cards else 3


def _ask_all(session: Session, cards: Sequence[Card]) -> None:
    from secondme.cli.output import note
    from secondme.memories.reviewing import ASKED

    for number, card in enumerate(cards, 1):
        click.echo(f"{number} of {len(cards)}  {ASKED[card.why]}")
        answer = _answer(card)
        if answer == "q":
            note("The rest is asked another time.")
            return
        _carry_out(session, card, answer)
        click.echo()


def _answer(card: Card) -> str:
    """What the person says; whoever hangs up stops."""
    from secondme.cli.remembered import show_memories

    show_memories([card.memory, *([card.other] if card.other else [])])
    choices = click.Choice(["y", "n", "c", "l", "q"], case_sensitive=False)
    try:
        answer: str = click.prompt(
            "  [y]es, [n]o, [c]hanged, [l]ater, [q]uit", type=choices, show_choices=False
        )
    except click.Abort:
        return "q"
    return answer


def _carry_out(session: Session, card: Card, answer: str) -> None:
    """Of two that contradict each other, the one that is not true is retired with the same answer."""
    from secondme.cli.output import note

    memory, name = session.memory, card.memory.id
    if answer == "c":
        text = click.prompt("  How is it now?")
        done = memory.correct("edit", [name], text)
    elif answer == "l":
        done = memory.correct("later", [name])
    else:
        true, false = (card.memory, card.other) if answer == "y" else (card.other, card.memory)
        done = memory.correct("retire", [false.id]) if false else memory.correct("confirm", [name])
        if true and card.other:
            done = memory.correct("confirm", [true.id])
    note(f"  {done.done.capitalize()}.")
