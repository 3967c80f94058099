"""secondme retention: what is forgotten with time, and what is never taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.forgetting.retention import Foretold
    from secondme.store.retention import StoredRule

EPILOG = """\b
Examples
  secondme retention
  secondme retention add "kind:mail older than 5 years"
  secondme retention add "source:s2 older than 18 months"
  secondme retention add "folder ~/notes/private never"
  secondme retention add "word Xanthippe never"
  secondme retention preview
  secondme retention remove 2

A rule is shown with what it would have forgotten now, and holds when you agree. The daemon carries the rules
out once a day, and secondme index does. What they have forgotten cannot be brought back.

Exit codes: 0 done, 2 not a rule, 3 no such rule or source, 4 memory not usable."""


@click.group("retention", invoke_without_command=True, epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
@click.pass_context
def command(ctx: click.Context, session: Session, as_json: bool) -> None:
    """Show your rules about what is forgotten with time, and what is never taken in."""
    if ctx.invoked_subcommand is None:
        _show(session.memory.retention(), as_json)


@command.command(
    "list",
    epilog="""\b
Example
  secondme retention list --json""",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def list_rules(session: Session, as_json: bool) -> None:
    """Show the rules that hold."""
    _show(session.memory.retention(), as_json)


@command.command(
    "add",
    epilog="""\b
Examples
  secondme retention add "kind:mail older than 5y"
  secondme retention add "word Xanthippe never" --yes""",
)
@click.argument("rule")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; does not ask.")
@pass_session
def add(session: Session, rule: str, yes: bool, as_json: bool) -> None:
    """Have a rule hold, and carry it out."""
    from secondme.cli.forget import is_meant, show_receipt
    from secondme.cli.output import note, progress_bar

    if not (yes or as_json):
        _show_foretold(session.memory.foretell(rule))
        if not is_meant("Have this rule hold, and forget this for good?"):
            click.echo("The rule was not kept. Nothing was forgotten.", err=True)
            return
    agreed = session.memory.agree(rule)
    with progress_bar() as show:
        receipts = session.memory.retain(on_progress=show)
    _show([agreed], as_json)
    for receipt in receipts if not as_json else ():
        show_receipt(receipt)
    if not as_json:
        note(f"To have it hold no more: secondme retention remove {agreed.id}")


@command.command(
    "remove",
    epilog="""\b
Example
  secondme retention remove 2""",
)
@click.argument("number", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def remove(session: Session, number: int, as_json: bool) -> None:
    """Have a rule hold no more."""
    from secondme.cli.output import note

    dropped = session.memory.disagree(number)
    if not as_json:
        note(
            "This holds no more. What it kept out is taken in by: secondme index. What it forgot stays gone."
        )
    _show([dropped], as_json)


@command.command(
    "preview",
    epilog="""\b
Examples
  secondme retention preview
  secondme retention preview "kind:chat older than 10y" """,
)
@click.argument("rule", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def preview(session: Session, rule: str | None, as_json: bool) -> None:
    """Show what the rules, or one that you think of, would have forgotten now."""
    from dataclasses import asdict

    from secondme.cli.output import note, print_json, wants_json

    found = session.memory.foretell(rule)
    if wants_json(as_json):
        print_json([asdict(one) for one in found])
    elif found:
        _show_foretold(found)
    else:
        note("There are no rules. See: secondme retention --help")


def _show_foretold(found: Sequence[Foretold]) -> None:
    from secondme.cli.forget import show_foreseen
    from secondme.cli.output import harmless

    for one in found:
        click.echo(harmless(one.rule if not one.number else f"{one.number}  {one.rule}"))
        show_foreseen(one.foreseen)


def _show(rules: Sequence[StoredRule], as_json: bool) -> None:
    from secondme.cli.output import harmless, note, print_json, wants_json

    if wants_json(as_json):
        print_json([one.as_json() for one in rules])
        return
    if not rules:
        note('There are none. Add one: secondme retention add "kind:mail older than 5 years"')
    for one in rules:
        acted = f"; last forgot something on {one.acted_at:%Y-%m-%d}" if one.acted_at else ""
        click.echo(f"{one.id}  {harmless(one.rule)}  (since {one.agreed_at:%Y-%m-%d}{acted})")
