"""secondme suspects: what seems to give a machine orders, why, and what the person says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.console import Console

    from secondme.suspicion.quarantine import Ruling, Suspect

LISTED = 50
SHOWN_WORDS = 40
EPILOG = """\b
Examples
  secondme suspects
  secondme suspects p12
  secondme suspects p12 --clear
  secondme suspects p90 --mark
  secondme suspects --json | jq '.suspects[].id'

What is quarantined is found and quoted with a warning. No model reads it, no memory is made of it, and no
form is filled from it. --clear releases it and all that reads the same; --mark quarantines a passage, and
what is like it, now and later.

Exit codes: 0 done, 2 not a passage, 3 no such passage, 4 memory not usable."""


@click.command("suspects", epilog=EPILOG)
@click.argument("passages", nargs=-1)
@click.option("--clear", is_flag=True, help="They are harmless.")
@click.option("--mark", is_flag=True, help="They are attacks.")
@click.option("-n", "--limit", type=click.IntRange(1), default=LISTED, show_default=True, help="At most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session, passages: tuple[str, ...], clear: bool, mark: bool, limit: int, as_json: bool
) -> None:
    """Show what is quarantined, or PASSAGES in full; release them or quarantine them."""
    from secondme.cli.output import console

    if clear and mark:
        raise click.UsageError("--clear and --mark say the opposite. Nothing was changed.")
    if (clear or mark) and not passages:
        raise click.UsageError("Say which passages are meant. Nothing was changed. See: secondme suspects")
    if clear or mark:
        ruled = [session.memory.pass_verdict(one, suspect=mark) for one in passages]
        _show_ruled(ruled, as_json)
    elif passages:
        _show_whole(console(), [session.memory.suspect(one) for one in passages], as_json)
    else:
        _show_list(session, limit, as_json)


def _show_list(session: Session, limit: int, as_json: bool) -> None:
    from secondme.cli.output import console, counted, note, print_json

    found = session.memory.suspects(limit)
    if as_json:
        print_json({"in_all": found.in_all, "suspects": [_as_json(one) for one in found.shown]})
        return
    if not found.in_all:
        note("Nothing is quarantined.")
        return
    out = console()
    for one in found.shown:
        _show(out, one, words=SHOWN_WORDS)
    more = found.in_all - len(found.shown)
    note(f"{counted(found.in_all, 'passage')} quarantined{f', {more:,} not shown' if more else ''}.")
    note(f"Harmless: secondme suspects {found.shown[0].hit.id} --clear")


def _show_whole(out: Console, found: list[Suspect], as_json: bool) -> None:
    from secondme.cli.output import print_json

    if as_json:
        print_json([_as_json(one) for one in found])
        return
    for one in found:
        _show(out, one, words=None)


def _show(out: Console, one: Suspect, *, words: int | None) -> None:
    """A passage with what speaks against it. words: at most, of its text; None: all of it."""
    from rich.text import Text

    from secondme.cli.output import harmless, print_heading, print_indented

    print_heading(out, Text(f"{one.hit.id:<6} ", style="bold"), one.hit)
    said = one.hit.text.split()
    text = one.hit.text if words is None or len(said) <= words else f"{' '.join(said[:words])} …"
    print_indented(out, Text(harmless(text), style="dim"), 4)
    for how, hidden in one.hidden if words is None else ():
        print_indented(out, Text(harmless(f"hidden ({how}): {hidden}"), style="dim italic"), 4)


def _show_ruled(ruled: list[Ruling], as_json: bool) -> None:
    from secondme.cli.output import counted, print_json

    if as_json:
        print_json(
            [{"suspect": one.suspect, "passages": list(one.passages), "alike": one.alike} for one in ruled]
        )
        return
    for one in ruled:
        which = ", ".join(one.passages)
        if not one.suspect:
            click.echo(f"{which}: released. It takes part in everything again.")
            continue
        also = (
            f" So {'is' if one.alike == 1 else 'are'} {counted(one.alike, 'passage')} like it."
            if one.alike
            else ""
        )
        click.echo(f"{which}: quarantined.{also}")


def _as_json(one: Suspect) -> dict[str, Any]:
    return one.hit.as_json() | {"hidden": [{"how": how, "text": text} for how, text in one.hidden]}
