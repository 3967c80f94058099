"""secondme open: shows what a link of ours names, such as secondme://p12."""

from __future__ import annotations

import re

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme open secondme://p12
  secondme open secondme://portrait

A link shows something and never changes anything, whoever made it. On a Linux desktop other programs open
such links with packaging/secondme.desktop. The letters before a number are those of secondme show.

Exit codes: 0 shown, 2 no such link, 3 there is none, 4 memory not usable."""
_LINK = re.compile(
    r"secondme:(?://)?(?:(?:passage|memory|event)/)?(portrait|[a-z][0-9]{1,18})/?", re.IGNORECASE | re.ASCII
)


@click.command("open", epilog=EPILOG)
@click.argument("link")
@click.option("--wait", is_flag=True, help="Wait for a key at the end, where a window would close.")
@pass_session
@click.pass_context
def command(ctx: click.Context, session: Session, link: str, wait: bool) -> int:
    """Show what LINK names: a passage, a memory, an event or the portrait."""
    from secondme.cli.output import note
    from secondme.errors import SecondmeError

    try:
        code = _show(ctx, read_link(link))
    except SecondmeError as error:
        if not wait:
            raise
        note(str(error))
        code = error.exit_code
    if wait:
        click.pause(err=True)
    return code


def read_link(link: str) -> str:
    """What a link names: `portrait`, or an identifier. Raises UsageError."""
    from secondme.errors import UsageError

    found = _LINK.fullmatch(link.strip())
    if found is None:
        raise UsageError("That is no link of this memory. Nothing was shown. They look like secondme://p12.")
    return found[1].lower()


def _show(ctx: click.Context, named: str) -> int:
    from secondme.cli.history import show
    from secondme.cli.portrait import command as portrait

    shown = ctx.invoke(portrait) if named == "portrait" else ctx.invoke(show, identifier=named)
    return int(shown)
