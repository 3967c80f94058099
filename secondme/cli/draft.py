"""secondme draft: a mail, a letter, a message or a text from memory, in the person's own way."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.drafting.draft import Draft

IN_EDITOR = "-"
EPILOG = """\b
Examples
  secondme draft "mail to the landlord about the heating"
  secondme draft "message about Saturday" --to Ana
  secondme draft "letter to the landlord about the repairs" -o letter.txt
  secondme draft "text about the year on Mull" --plan
  secondme draft "text about the year on Mull" --plan mull.plan.md -o mull.md

Nothing is ever sent, and the model runs on this machine. Ctrl-C stops; what stands by then is shown.

Exit codes: 0 written, 2 not clear what is meant, 3 memory holds nothing of it, 4 memory not usable,
5 no model or model failed, 130 stopped."""


@click.command("draft", epilog=EPILOG)
@click.argument("what")
@click.option("--to", default="", metavar="NAME", help="To whom: a name, e3, or what they are to you.")
@click.option(
    "--plan",
    is_flag=False,
    flag_value=IN_EDITOR,
    metavar="[FILE]",
    help="First the points: in your editor, or in FILE, which is written when it is not there.",
)
@click.option("-o", "--output", type=TypedPath(dir_okay=False, path_type=Path), help="Write the text here.")
@click.option(
    "--margin",
    type=TypedPath(dir_okay=False, path_type=Path),
    help="Write here what each sentence rests on; with -o it is OUTPUT.sources.md.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    what: str,
    to: str,
    plan: str | None,
    output: Path | None,
    margin: Path | None,
    force: bool,
    as_json: bool,
) -> int:
    """Write WHAT, such as "mail to the landlord about the heating", from what is remembered."""
    from secondme.cli.ask import stopping, streaming
    from secondme.cli.output import console, note, print_json
    from secondme.drafting.margin import margin_of
    from secondme.page import put_page, require_free

    beside = margin or (output and output.with_name(f"{output.name}.sources.md"))
    for page in filter(None, (output, beside)):
        require_free(page, replace=force)
    out = console()
    with stopping() as stopped:
        points = _points(session, what, to, plan, stopped)
        if points is None:
            return 130 if stopped.is_set() else 0
        with streaming(out, live=not as_json) as show:
            draft = session.memory.draft(what, to=to, plan=points, on_text=show, cancelled=stopped)
    if as_json:
        print_json(draft.as_json())
    elif draft.says_anything and not output:
        click.echo(_harmless(draft.text), nl=False)
    if not draft.cancelled and draft.says_anything:
        if output:
            put_page(output, draft.text.encode(), replace=force)
            note(f"Written to {output}. Nothing was sent.")
        if beside:
            put_page(beside, margin_of(draft).encode(), replace=force)
            note(f"What each sentence rests on: {beside}")
    if not as_json:
        _report(draft)
    return 130 if draft.cancelled else 0 if draft.says_anything else 3


def _points(
    session: Session, what: str, to: str, plan: str | None, stopped: threading.Event
) -> list[str] | None:
    """The points to follow; none without a plan. None where the plan is all that is to be done now."""
    from secondme.cli.output import note
    from secondme.drafting.commission import read_commission
    from secondme.drafting.outlining import read_outline, write_outline
    from secondme.errors import UsageError
    from secondme.page import put_page

    if plan is None:
        return []
    file = None if plan == IN_EDITOR else Path(plan)
    if file and file.exists():
        text = file.read_text("utf-8")
    else:
        made = session.memory.plan_draft(what, to=to, cancelled=stopped)
        if stopped.is_set():
            return None
        text = write_outline(read_commission(what, to), made)
        if file:
            put_page(file, text.encode(), replace=False)
            note(f"The plan is in {file}. Change it, then run the same command again.")
            return None
        text = click.edit(text, extension=".md") or text
    points = list(read_outline(text))
    if not points:
        raise UsageError("The plan has no points. Nothing was written.")
    return points


def _report(draft: Draft) -> None:
    """What the person should know of it, beside the text."""
    from secondme.cli.output import counted, note

    if not draft.says_anything:
        note("Nothing that is remembered says anything of it, so nothing was written.")
    if draft.style and draft.text:
        note(f"In your way: {', '.join(draft.style)}.")
    for one in draft.followed:
        note(f"As you told it ({one.id}): {one.text}")
    for one in draft.unchecked:
        note(f"{one.id} can only be told to the writer: look whether it was followed.")
    for one, other in draft.conflicts:
        note(f"{one.id} and {other.id} ask the opposite, so neither was followed. See: secondme instructions")
    if draft.dropped:
        note(f"Left out, with why: {counted(len(draft.dropped), 'sentence')}.")
        for dropped in draft.dropped:
            note(f"  {dropped.text} ({dropped.why})")


def _harmless(text: str) -> str:
    from secondme.cli.output import harmless

    return harmless(text)
