"""secondme import: remember a chat export, or have an export of secondme back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.rerooting import moving
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.indexing.speakers import Speaker
    from secondme.store.sources import Source

EPILOG = """\b
Kinds
  chatgpt   conversations.json from a ChatGPT export, or the zip it comes in
  claude    conversations.json from a Claude export, or the zip it comes in
  gemini    a Google Takeout with My Activity, Gemini Apps
  whatsapp  an exported chat: the text file, or the zip it comes in
  telegram  result.json from Telegram Desktop, of a chat or of the account
  signal    main.jsonl, or what signal-export or sigtop wrote
  slack     the zip of a workspace's export
  discord   DiscordChatExporter's JSON, or your data package
  irc       logs of WeeChat, irssi, ZNC, HexChat and others, or a folder of them
  imessage  a copy of chat.db from a Mac
  matrix    a room exported from Element as JSON
  sms       the XML file of SMS Backup & Restore
  jsonl     one message a line: {"conversation", "session", "id", "time", "speaker", "text"}
  csv       a table with columns such as speaker, text and time

\b
Examples
  secondme import ~/Downloads/chatgpt-export.zip
  secondme import "WhatsApp Chat with Piran.zip" --me Merrin
  secondme import irc ~/irclogs --me merrin,merrin_away
  secondme --home ~/new import secondme ~/leaving

What secondme export wrote comes back too, as secondme import secondme PATH: into an empty memory, all of it
or nothing. Without a kind it is seen from the content. Importing a chat again adds only what is new.

Exit codes: 0 done, 2 no such path or kind, or not an empty memory, 4 memory not usable, 6 not readable."""
MOST_CHOICES = 12
"""Speakers that one is asked to choose from."""


@click.command("import", epilog=EPILOG)
@click.argument("what", nargs=-1, required=True, metavar="[KIND] PATH")
@click.option(
    "--me", multiple=True, help="Your own name in it, so that your words count as yours; several with commas."
)
@click.option("--passphrase-file", type=click.File(), help="Of a sealed secondme export: the passphrase.")
@click.option("--identity", type=click.File(), help="Of a sealed secondme export: keys of age that open it.")
@moving
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    what: Sequence[str],
    me: Sequence[str],
    passphrase_file: Any,
    identity: Any,
    moves: Sequence[str],
    as_json: bool,
) -> int:
    """Remember the messages of a chat export, or have an export of secondme back."""
    from secondme.cli.import_export import find_place, take_in

    place = find_place(what)
    if place is not None:
        take_in(session, place, identity, passphrase_file, moves, as_json)
        return 0
    if passphrase_file or identity or moves:
        raise click.UsageError("--passphrase-file, --identity and --move are for exports of secondme alone.")
    return _import_chat(session, what, me, as_json)


def _import_chat(session: Session, what: Sequence[str], me: Sequence[str], as_json: bool) -> int:
    from secondme.cli.indexed import tell_indexed
    from secondme.cli.output import progress_bar

    kind, path = _kind_and_path(what)
    own = [name.strip() for names in me for name in names.split(",") if name.strip()]
    with progress_bar() as show:
        indexed = session.memory.import_chat(kind, path, me="\n".join(own) or None, on_progress=show)
    tell_indexed(session, indexed, as_json=as_json)
    for source, _ in indexed.changes:
        _ask_whose(session, source, may_ask=not as_json and _is_at_terminal())
    unread = {source.id for source, _ in indexed.changes} & {
        problem.source_id for problem in session.memory.status().problems
    }
    return 6 if unread else 0


def _kind_and_path(what: Sequence[str]) -> tuple[str, str]:
    """What was typed; a kind that was not is seen from the content."""
    from ingest import READERS, detect_kind
    from secondme.cli.output import note
    from secondme.errors import UsageError
    from secondme.typed_path import typed_path

    if len(what) > 2:
        raise click.UsageError("Give one export at a time: secondme import [KIND] PATH")
    path = str(typed_path(what[-1]))
    if len(what) == 2:
        if what[0] not in READERS:
            kinds = ", ".join([*READERS, "secondme"])
            raise click.UsageError(f"{what[0]!r} is no kind of chat. Choose one of: {kinds}.")
        return what[0], path
    if path in READERS and not Path(path).exists():
        raise click.UsageError(f"Name the export too: secondme import {path} PATH")
    if not Path(path).expanduser().exists():
        raise UsageError(f"There is nothing at {path}. Nothing was changed. Check the path.")
    kind = detect_kind(Path(path).expanduser())
    if kind is None:
        raise UsageError(
            f"{path} looks like no chat export known here. Nothing was changed. "
            "If it is one, say of which kind: secondme import KIND PATH"
        )
    note(f"Taken for an export of kind {kind}.")
    return kind, path


def _ask_whose(session: Session, source: Source, *, may_ask: bool) -> None:
    """Asks once who of the speakers is the person, where nothing tells; in a script it says how to tell."""
    from secondme.cli.output import note
    from secondme.indexing.speakers import speakers_in

    speakers = speakers_in(session.opened.store, source)
    if source.trust == "foreign" or not speakers or any(speaker.is_me for speaker in speakers):
        return
    names = ", ".join(speaker.name for speaker in speakers[:MOST_CHOICES])
    if source.me is not None:
        called = source.me.replace("\n", ", ")
        note(f"Nobody in it is called {called}, so no words in it count as yours. Those who speak: {names}")
        note("Import it again with --me and one of these names.")
    elif may_ask:
        _ask(session, source, speakers)
    else:
        note(f"Nothing in it tells which words are yours. Say it with --me and a name, such as: {names}")


def _ask(session: Session, source: Source, speakers: Sequence[Speaker]) -> None:
    from secondme.cli.output import counted, harmless, note
    from secondme.clock import present
    from secondme.indexing.speakers import take_as_mine

    click.echo("Who of them are you?", err=True)
    for number, speaker in enumerate(speakers[:MOST_CHOICES], start=1):
        click.echo(
            f"  {number:>2}  {harmless(speaker.name)}, {counted(speaker.messages, 'message')}", err=True
        )
    typed = click.prompt(
        "Numbers or names, with commas; Enter for none", default="", show_default=False, err=True
    )
    names = _chosen(typed, [speaker.name for speaker in speakers])
    if names:
        take_as_mine(session.opened.store, source, names, now=present())
        note(f"What {harmless(' and '.join(names))} says counts as yours from now on.")
    else:
        note("Nobody's words count as yours in it. Say it later by importing again with --me.")


def _chosen(typed: str, names: Sequence[str]) -> list[str]:
    """The names meant: by their numbers in the list or, in any case, by themselves."""
    meant = [part.strip() for part in typed.split(",") if part.strip()]
    by_name = {name.casefold(): name for name in names}
    by_number = {str(number): name for number, name in enumerate(names, start=1)}
    found = (by_name.get(one.casefold()) or by_number.get(one) for one in meant)
    return list(dict.fromkeys(filter(None, found)))


def _is_at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
