"""secondme chat: a conversation with memory, line by line, in a terminal or a pipe."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

LINES = """\
  /recall TEXT       find passages
  /why               what the last answer rests on
  /save [TEXT]       remember it, as your own word
  /good, /wrong      say what you think of the last answer
  /forget ID         delete something for good
  /history [TEXT]    what was said; where it was said
  /new, /resume ID   another conversation
  /delete [ID]       forget a conversation, this one or another
  /general on|off    what the model knows by itself, marked, where memory does not know
  /help, /quit       Ctrl-C stops an answer, Ctrl-D leaves"""
"""What a line that begins with / does in a conversation."""

EPILOG = f"""\b
Examples
  secondme chat
  secondme chat --continue
  secondme chat --resume c3
  secondme chat --list
  secondme chat --search "puffin boat"
  printf 'When does the boat leave?\\nwho has the tickets?\\n' | secondme chat
  printf 'Who has our spare key?\\n' | secondme chat --json | jq -r .answer.text

\b
In a conversation
{LINES}

A conversation is kept in your memory, encrypted like all of it. Nothing leaves this machine.

Exit codes: 0 ended, 2 not understood, 3 no such conversation, 4 memory not usable, 5 no model or model
failed, 130 stopped. In a pipe it is that of the last line that failed."""


@click.command("chat", epilog=EPILOG)
@click.option("--continue", "go_on", is_flag=True, help="Go on with the last conversation.")
@click.option("--resume", metavar="ID", help="Go on with this conversation, such as c3.")
@click.option("--list", "listing", is_flag=True, help="List the conversations.")
@click.option("--search", metavar="TEXT", help="List those in which these words were said.")
@click.option("--general", is_flag=True, help="Where memory does not know, say what the model knows.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object a line for each turn.")
@pass_session
def command(
    session: Session,
    go_on: bool,
    resume: str | None,
    listing: bool,
    search: str | None,
    general: bool,
    as_json: bool,
) -> int:
    """Talk with your memory: ask, ask on, tell it things."""
    from secondme.cli.chatting import Chat, show_conversations
    from secondme.cli.output import print_json

    if listing or search is not None:
        found = session.memory.conversations(search)
        if as_json:
            print_json([one.as_json() for one in found])
        else:
            show_conversations(found)
        return 0 if found else 3
    conversation = _last(session) if go_on and resume is None else resume
    return Chat(session, general=general, as_json=as_json).run(conversation)


def _last(session: Session) -> str | None:
    found = session.memory.conversations()
    return found[0].id if found else None
