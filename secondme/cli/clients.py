"""secondme clients: which programs may read and write this memory, and what they did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.store.clients import Client, ClientUse

MOST = 100
EPILOG = """\b
Examples
  secondme clients
  secondme clients allow my-editor --read --source ~/notes
  secondme clients allow my-assistant --read --write
  secondme clients deny my-editor
  secondme clients log my-editor

A client is a program that asks over secondme mcp. Until you allow it, it gets nothing.

Exit codes: 0 done, 2 not clear what is meant, 3 no such client, 4 memory not usable."""


@click.group("clients", invoke_without_command=True, epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
@click.pass_context
def command(ctx: click.Context, session: Session, as_json: bool) -> None:
    """Show which programs may do what with your memory."""
    if ctx.invoked_subcommand is None:
        _show(session.memory.clients(), as_json)


@command.command(
    "allow",
    epilog="""\b
Examples
  secondme clients allow my-editor --read
  secondme clients allow my-editor --read --source s2 --source ~/notes --kind mail
  secondme clients allow my-editor --read --mask names,numbers""",
)
@click.argument("name")
@click.option("--read", is_flag=True, help="It may read: everything, unless you say of what.")
@click.option("--write", is_flag=True, help="It may write; what it writes counts as an assistant's words.")
@click.option("--source", "-s", "sources", multiple=True, help="Read this source alone; may be repeated.")
@click.option("--kind", "-k", "kinds", multiple=True, help="Read this kind alone, such as mail.")
@click.option("--mask", "-m", "masks", multiple=True, help="Put placeholders for names, numbers or both.")
@click.option("--secrets", is_flag=True, help="Give it passwords, keys, cards and numbers of documents too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def allow(
    session: Session,
    name: str,
    read: bool,
    write: bool,
    sources: tuple[str, ...],
    kinds: tuple[str, ...],
    masks: tuple[str, ...],
    secrets: bool,
    as_json: bool,
) -> None:
    """Let a client do just this, whatever it was allowed before."""
    from os.path import abspath, exists, expanduser

    places = [abspath(expanduser(one)) if exists(expanduser(one)) else one for one in sources]
    mask = [one.strip() for said in masks for one in said.split(",")]
    allowed = session.memory.allow_client(
        name, read=read, write=write, sources=places, kinds=kinds, mask=mask, secrets=secrets
    )
    _show([allowed], as_json)


@command.command(
    "deny",
    epilog="""\b
Example
  secondme clients deny my-editor""",
)
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def deny(session: Session, name: str, as_json: bool) -> None:
    """Let a client do nothing any more, from its next question on."""
    _show([session.memory.deny_client(name)], as_json)


@command.command(
    "token",
    epilog="""\b
Examples
  secondme clients token my-editor
  secondme clients token my-editor --revoke

Whoever has the token is that client. It is shown once; asking again makes a new one and voids the old.""",
)
@click.argument("name")
@click.option("--revoke", is_flag=True, help="Have no token count for it any more.")
@pass_session
def token(session: Session, name: str, revoke: bool) -> None:
    """Make the token by which a client is known over HTTP."""
    from secondme.cli.output import note

    if revoke:
        session.memory.take_token(name)
        note(f"No token counts for {name} any more.")
        return
    click.echo(session.memory.give_token(name))
    note(f"This is shown once. Keep it where only you and {name} can read it.")


@command.command(
    "log",
    epilog="""\b
Examples
  secondme clients log
  secondme clients log my-editor --all --json""",
)
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help=f"All of it, not only the last {MOST}.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def log(session: Session, name: str | None, everything: bool, as_json: bool) -> None:
    """Show what clients asked, and what they were given."""
    _show_log(session.memory.client_log(name, most=None if everything else MOST), as_json)


def _show(clients: Sequence[Client], as_json: bool) -> None:
    from secondme.cli.output import console, note, print_json, wants_json

    if wants_json(as_json):
        print_json([one.as_json() for one in clients])
        return
    if not clients:
        note("No program has asked yet. How to set one up: docs/mcp.md")
        return
    from rich.table import Table

    table = Table("client", "may", "last seen", "reads", "writes", "denied", box=None, header_style="dim")
    for one in clients:
        seen = "never" if one.last_seen is None else f"{one.last_seen.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(one.name, _may(one), seen, *(f"{n:,}" for n in (one.reads, one.writes, one.denied)))
    console().print(table)


def _may(one: Client) -> str:
    """What a client may do, in words."""
    limits = [*(one.sources or ()), *(one.kinds or ())]
    narrowed = one.sources is not None or one.kinds is not None
    reads = f"read {', '.join(limits) or 'nothing that is left'}" if narrowed else "read all"
    hidden = [name for name in one.masks if name != "secrets"]
    said = [f"{' and '.join(hidden)} masked"] * bool(hidden)
    said += [] if "secrets" in one.masks else ["secrets too"]
    reads += f" ({', '.join(said)})" if said else ""
    return " and ".join([reads] * one.read + ["write"] * one.write) or "nothing"


def _show_log(uses: Sequence[ClientUse], as_json: bool) -> None:
    from secondme.cli.output import console, harmless, note, print_json, wants_json

    if wants_json(as_json):
        print_json([one.as_json() for one in uses])
        return
    if not uses:
        note("No program has read or written anything.")
        return
    from rich.table import Table

    table = Table("when", "client", "tool", "asked", "", box=None, header_style="dim")
    for one in uses:
        got = ", ".join(one.given) if one.outcome == "given" else one.outcome
        when = f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}"
        table.add_row(when, one.client, one.tool, harmless(one.asked), got)
    console().print(table)
