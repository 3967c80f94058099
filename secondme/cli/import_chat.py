"""secondme import: remember a chat export."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Kinds
  jsonl    one message a line: {"conversation", "session", "id", "time", "speaker", "text"}
  chatgpt  conversations.json from a ChatGPT export, or the zip it comes in

\b
Examples
  secondme import chatgpt ~/Downloads/chatgpt-export.zip
  secondme import jsonl chat.jsonl --me Merrin

Importing again adds only what is new.
Exit codes: 0 done, 2 no such path or kind, 4 memory not usable, 6 export not readable."""


@click.command("import", epilog=EPILOG)
@click.argument("kind", type=click.Choice(["jsonl", "chatgpt"]))
@click.argument("path", type=click.Path())
@click.option("--me", help="Your own name in this chat, so that your words count as yours.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, kind: str, path: str, me: str | None, as_json: bool) -> int:
    """Remember the messages of a chat export."""
    from secondme.cli.indexed import tell_indexed
    from secondme.cli.output import progress_bar

    with progress_bar() as show:
        indexed = session.memory.import_chat(kind, path, me=me, on_progress=show)
    tell_indexed(session, indexed, as_json=as_json)
    unread = {source.id for source, _ in indexed.changes} & {
        problem.source_id for problem in session.memory.status().problems
    }
    return 6 if unread else 0
