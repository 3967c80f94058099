"""Going through a filled form on the terminal: each value with its source, to accept, change or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondme.cli.output import note
from secondme.cli.prefilled import show_filled, source_of
from secondme.harmless import harmless
from secondme.prefill.filled import BLANK_UNTIL_YES

if TYPE_CHECKING:
    from secondme.cli.session import Session
    from secondme.prefill.delivering import Said
    from secondme.prefill.filled import Filled, FilledField

HELP = """\
  Enter      take the value that is shown, or leave the field blank where there is none
  any words  what should stand there instead; it is remembered
  /2         the second of the values or choices that are listed
  /leave     leave it blank
  /why       show what the value rests on, with what stands around it
  /quit      stop here; the rest stays as it is"""


class _Stopped(Exception):
    """The person stopped the review."""


def go_through(session: Session, filled: Filled, said: Said) -> None:
    """Shows what is sure, then asks about the rest one by one. What the person says is put into `said`."""
    show_filled(filled, said.accepted)
    sure = [one for one in filled.fields if one.state == "filled"]
    decided = said.accepted | said.typed.keys()
    rest = [
        one
        for one in filled.fields
        if one.state in (*BLANK_UNTIL_YES, "unfit", "unknown") and one.field.key not in decided
    ]
    try:
        if sure and not _confirm(f"Keep the {len(sure)} values that are sure?"):
            rest = sure + rest
        else:
            said.accepted.update(one.field.key for one in sure)
        if rest:
            note(HELP)
        for number, one in enumerate(rest, 1):
            click.echo(f"\n{number} of {len(rest)}  {click.style(_name(one), bold=True)}")
            _ask(session, one, said)
    except _Stopped:
        note("The rest stays as it is.")


def _ask(session: Session, field: FilledField, said: Said) -> None:
    """One field, until there is an answer that makes sense."""
    offered = _offered(field)
    _show(field, offered)
    while True:
        answer = _prompt("  >")
        if answer == "/why":
            _show_ground(session, field)
        elif answer == "/quit":
            raise _Stopped
        elif answer == "/leave" or (not answer and not field.value):
            _leave(field, said)
            return
        elif not answer:
            said.accepted.add(field.field.key)
            return
        elif (value := _meant(field, offered, answer)) is None:
            note("  That is none of the choices. /2 takes the second one, /leave leaves it blank.")
        else:
            said.typed[field.field.key] = value
            return


def _leave(field: FilledField, said: Said) -> None:
    """A value that was sure is taken out again; one that waits simply goes on waiting."""
    said.accepted.discard(field.field.key)
    if field.state == "filled":
        said.typed[field.field.key] = ""


def _meant(field: FilledField, offered: list[tuple[str, str]], answer: str) -> str | None:
    """The value that an answer stands for; None where it has to be one of the choices and is not."""
    if answer.startswith("/") and answer[1:].isdigit():
        number = int(answer[1:])
        return offered[number - 1][0] if 1 <= number <= len(offered) else None
    if not field.field.options:
        return answer
    plain = answer.casefold()
    return next((value for value, label in offered if plain in (value.casefold(), label.casefold())), None)


def _offered(field: FilledField) -> list[tuple[str, str]]:
    """What can be taken by its number, each as (value, how it is shown)."""
    if field.field.options:
        return [(option.value, option.label) for option in field.field.options]
    values = [field.value, *(rival.value for rival in field.rivals)] if field.rivals else []
    return [(value, value) for value in values]


def _show(field: FilledField, offered: list[tuple[str, str]]) -> None:
    if field.value:
        click.echo(f"  {harmless(field.value)}")
    click.echo(click.style(f"  {source_of(field)}", dim=True))
    for number, (_, label) in enumerate(offered, 1):
        click.echo(f"  /{number}  {harmless(label)}")


def _show_ground(session: Session, field: FilledField) -> None:
    if not field.proofs:
        note("  There is nothing that it could rest on.")
    for proof in field.proofs:
        hit = session.memory.show(proof.id)
        click.echo(f"  {proof.id}  {harmless(proof.place)}")
        click.echo(f"  {harmless(hit.text if hit is not None else proof.quote)}")


def _name(field: FilledField) -> str:
    section = f"{field.field.section} > " if field.field.section else ""
    return harmless(section + field.label)


def _confirm(question: str) -> bool:
    return _prompt(f"{question} [Y/n]").casefold() in ("", "y", "yes")


def _prompt(text: str) -> str:
    """What the person types; whoever hangs up stops."""
    try:
        answer: str = click.prompt(text, default="", show_default=False, prompt_suffix=" ")
    except click.Abort:
        click.echo()
        raise _Stopped from None
    return answer.strip()
