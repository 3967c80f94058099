"""secondme forget: delete something for good."""

from __future__ import annotations

import sys

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme forget p108        a passage
  secondme forget d12         a whole document or chat session
  secondme forget m3 --yes    something you told, without asking
  secondme forget v12         all passages of an event
  secondme forget s2          a source and all that came from it

Your own files are never touched, and reading them again does not bring it back.
Exit codes: 0 done, 2 not an identifier, 3 nothing has it, 4 memory not usable."""


@click.command("forget", epilog=EPILOG)
@click.argument("identifier")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; does not ask.")
@pass_session
def command(session: Session, identifier: str, yes: bool, as_json: bool) -> None:
    """Delete what IDENTIFIER names, with all that hangs on it."""
    from dataclasses import asdict

    from secondme.cli.output import harmless, note, print_json
    from secondme.store.identifiers import parse_identifier

    parse_identifier(identifier)
    if not (yes or as_json or _is_meant(identifier)):
        click.echo("Nothing was forgotten.", err=True)
        return
    receipt = session.memory.forget(identifier)
    if as_json:
        print_json(asdict(receipt))
        return
    click.echo(
        f"Forgotten: {harmless(receipt.what)} ({receipt.documents} documents, {receipt.passages} passages, "
        f"{receipt.memories} memories). Your own files are untouched."
    )
    if not receipt.log_emptied:
        note("Another program is using the memory; its (encrypted) log is emptied when that one is done.")


def _is_meant(identifier: str) -> bool:
    """Asks; where nobody answers, nothing is forgotten."""
    try:
        return click.confirm(f"Forget {identifier} for good?", err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(
            "Nobody answered, so nothing was forgotten. Say that you mean it: --yes"
        ) from None
