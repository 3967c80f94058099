"""secondme prefill: a form, filled in from memory, with a receipt for each value."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondme.cli.consolidate import Budget
from secondme.cli.path_type import TypedPath
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from ingest.forms import Form
    from secondme.prefill.delivering import Said
    from secondme.prefill.filled import Filled
    from secondme.prefill.unfinished import Unfinished

EPILOG = """\b
Examples
  secondme prefill visa.pdf
  secondme prefill school.docx --review
  secondme prefill tenancy.html -o done.html --accept bank
  secondme prefill tax.pdf --as-of 2025-12-31 --dry-run
  echo "What is your shoe size?" | secondme prefill -

PDF forms, Word, HTML, Markdown and text with blanks, a JSON Schema, a CSV header, or questions on standard
input. Each value has its source in NAME.receipt.md. What is about your identity, money or health waits
for your yes: --review asks, --accept says it. What you type in a review is remembered. What
you decided of the form in the app counts.

Exit codes: 0 done, 3 nothing in it is known, 4 memory not usable, 6 no form to be filled in, 7 disk full."""
CONSENTS = ("identity", "bank", "health", "all")


@click.command("prefill", epilog=EPILOG)
@click.argument("form", metavar="FORM", type=TypedPath(path_type=Path, allow_dash=True))
@click.option("-o", "--output", type=TypedPath(path_type=Path, dir_okay=False), help="Where to write it.")
@click.option("--review", is_flag=True, help="Go through it: accept, change or leave each value.")
@click.option("--accept", multiple=True, type=click.Choice(CONSENTS), help="Say yes to what waits for it.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day for which the form asks.")
@click.option("--no-model", is_flag=True, help="Leave the language model out.")
@click.option("--budget", type=Budget(), default="5m", show_default=True, help="What the model may take.")
@click.option("--dry-run", is_flag=True, help="Show what would be filled in, and write nothing.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--no-receipt", is_flag=True, help="Write no receipt beside it.")
@click.option("--unlearn", is_flag=True, help="Drop what was learned of this form, and fill nothing in.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(
    session: Session,
    form: Path,
    output: Path | None,
    review: bool,
    accept: Sequence[str],
    as_of: datetime | None,
    no_model: bool,
    budget: float,
    dry_run: bool,
    force: bool,
    no_receipt: bool,
    unlearn: bool,
    as_json: bool,
) -> int:
    """Fill in a form from memory: what is known, with its source; what is not known stays blank."""
    from secondme.cli.output import note, print_json, progress_bar
    from secondme.cli.prefilled import show_filled
    from secondme.errors import UsageError
    from secondme.page import require_free
    from secondme.prefill.filled import BLANK_UNTIL_YES, State

    if review and (as_json or str(form) == "-"):
        raise UsageError(
            "A review asks on the terminal, so it goes without --json and with a file. Nothing was done."
        )
    data, opened = _read(form)
    if unlearn:
        note(f"Dropped what was learned of {session.memory.unlearn_form(opened.layout)} fields.")
        return 0
    target = _target(form, output)
    if target is not None and not dry_run:
        require_free(target, replace=force)  # Before anything is looked up, or asked in a review.
    moment = as_of.astimezone() if as_of else None
    with progress_bar() as on_progress:
        filled = session.memory.prefill(
            opened, as_of=moment, model=not no_model, seconds=budget, on_progress=on_progress
        )
    begun = _begun(session, form, data)
    said = _said(filled, accept, begun)
    if review:
        from secondme.cli.prefill_review import go_through

        go_through(session, filled, said)
    known: tuple[State, ...] = ("filled", *BLANK_UNTIL_YES, "kept")
    if as_json:
        print_json(filled.as_json())
    elif not review:
        show_filled(filled, said.accepted)
    if not dry_run:
        _write(filled, said, data, form, target, force=force, receipt=not no_receipt, quiet=as_json)
        if said.accepted or said.typed:
            session.memory.settle_form(filled, accepted=sorted(said.accepted), typed=said.typed)
        if begun is not None and target is not None:
            session.memory.drop_form(begun.path)
    return 0 if filled.count(*known) or said.typed else 3


def _begun(session: Session, form: Path, data: bytes) -> Unfinished | None:
    """What was decided of this form in the app, where it was not finished."""
    path = form.absolute()
    return next((one for one in session.memory.unfinished_forms() if one.is_of(path, data)), None)


def _read(path: Path) -> tuple[bytes, Form]:
    from ingest.forms.guarded import read_form_guarded
    from secondme.prefill.opening import open_form

    if str(path) != "-":
        return open_form(path)
    data = sys.stdin.buffer.read()
    return data, read_form_guarded(data, "-")


def _target(form: Path, output: Path | None) -> Path | None:
    """Where the filled form goes; None for answers to questions that nobody named a file for."""
    from secondme.prefill.opening import filled_name

    return output or (None if str(form) == "-" else filled_name(form))


def _said(filled: Filled, accept: Sequence[str], begun: Unfinished | None) -> Said:
    """What was decided in the app, and yes to all fields of the kinds that the person named.

    Where memory says two things, or is not sure, that is a yes to none.
    """
    from secondme.cli.output import note
    from secondme.counting import counted
    from secondme.prefill.attributes import ATTRIBUTES
    from secondme.prefill.delivering import Said

    said = Said() if begun is None else begun.said_of(filled.fields)
    if decided := len(said.accepted) + len(said.typed):
        note(f"Goes on with what you decided in the app: {counted(decided, 'field')}.")
    for one in filled.fields:
        attribute = ATTRIBUTES.get(one.asked.attribute)
        kind = attribute.sensitive if attribute else None
        if one.state == "ask" and ("all" in accept or kind in accept):
            said.accepted.add(one.field.key)
    return said


def _write(
    filled: Filled,
    said: Said,
    data: bytes,
    path: Path,
    target: Path | None,
    *,
    force: bool,
    receipt: bool,
    quiet: bool,
) -> None:
    """The filled form, and its receipt beside it; answers to questions go to standard output."""
    from secondme.cli.output import note
    from secondme.prefill.delivering import deliver, written_form

    made = written_form(filled, said, data, path.name)
    if target is None:
        if not quiet:
            click.echo(made, nl=False)
        return
    now = datetime.now().astimezone()
    files = deliver(made, filled, said, target, now=now, replace=force, with_receipt=receipt)
    for what, file in zip(("Written", "Receipt"), files, strict=False):
        note(f"{what}: {file}")
