"""secondme tune: fit finding to one's own memory, see what that gains, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from rich.console import Console

    from secondme.recall.learning import Figures
    from secondme.store.tunings import Tuning
    from secondme.tuning.tuning import Report

EPILOG = """\b
Examples
  secondme tune --dry-run
  secondme tune
  secondme tune --undo

Questions are made from your own passages; none of them is logged, and nothing leaves this machine.

Exit codes: 0 done, 3 nothing to undo, 4 memory not usable, 5 model failed."""


@click.command("tune", epilog=EPILOG)
@click.option("--dry-run", is_flag=True, help="Measure and show; change nothing.")
@click.option("--show", is_flag=True, help="Show what finding is tuned to now.")
@click.option("--undo", is_flag=True, help="Go back to what was before the last tuning.")
@click.option(
    "--seconds",
    default=120.0,
    show_default=True,
    type=click.FloatRange(0, 86_400),
    help="How long a language model may work for it; 0: none is asked.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, dry_run: bool, show: bool, undo: bool, seconds: float, as_json: bool) -> int:
    """Measure how well things are found, and keep what makes it better."""
    from secondme.cli.output import console, note, print_json, progress_bar

    if show + undo + dry_run > 1:
        raise click.UsageError("Only one of --dry-run, --show and --undo can be given.")
    if show or undo:
        tuning = session.memory.undo_tuning() if undo else session.memory.tuning()
        if tuning is None:
            note("There is nothing to undo: the weights are the shipped ones.")
            return 3
        print_json(tuning.as_json()) if as_json else _show_tuning(console(), tuning)
        return 0
    with progress_bar() as watch:
        report = session.memory.tune(keep=not dry_run, seconds=seconds, on_progress=watch)
    print_json(report.as_json()) if as_json else _show(console(), report, dry_run)
    return 0


def _show(out: Console, report: Report, dry_run: bool) -> None:
    if not report.known_items:
        out.print("There is nothing to ask about yet. Add something first: secondme add FOLDER")
        return
    _line(out, "", "asked", "R@1", "R@5", "R@10", "MRR", "gain", "", style="dim")
    for row in report.rows:
        if row.changes and not row.tried.startswith("without"):
            _line(out, "before", *_cells(row.before), "", "", style="dim")
        gain = f"{row.gain:+.3f} ±{row.doubt:.3f}" if row.changes else ""
        _line(out, row.tried, *_cells(row.after), gain, row.verdict)
    out.print(_threshold_line(report))
    if dry_run:
        out.print("Nothing was changed.")
    elif report.kept:
        out.print("What won is in force. Take it back with: secondme tune --undo")
    else:
        out.print("Nothing won, so nothing was changed.")


def _line(out: Console, tried: str, *cells: str, style: str = "") -> None:
    asked, *figures, gain, verdict = cells
    shares = "".join(f"{figure:>7}" for figure in figures)
    line = f"{tried:21}{asked:>6}{shares}{gain:>15}  {verdict}".rstrip()
    out.print(line, style=style or None, soft_wrap=True)


def _cells(figures: Figures) -> list[str]:
    shown = (figures.r1, figures.r5, figures.r10, figures.mrr)
    return [str(figures.questions), *(f"{value:.3f}" if figures.questions else "-" for value in shown)]


def _threshold_line(report: Report) -> str:
    picked = report.threshold
    if not picked.pairs:
        return "Threshold for answering: as shipped; picking it takes a language model."
    if picked.threshold is None:
        return f"Threshold for answering: as it was; {picked.before:.0%} of {2 * picked.pairs} right."
    return (
        f"Threshold for answering: {picked.threshold}; "
        f"{picked.before:.0%} → {picked.after:.0%} of {2 * picked.pairs} right."
    )


def _show_tuning(out: Console, tuning: Tuning) -> None:
    from rich.table import Table

    from secondme.recall.signals import DEFAULT_WEIGHTS
    from secondme.recall.tuned import weights_of

    if tuning.made_at is None:
        out.print("Finding is as shipped: it was never tuned, or that was undone.")
    else:
        by = "you" if tuning.made_by == "person" else "the daemon"
        out.print(f"Tuned on {tuning.made_at:%d %b %Y} by {by}, from {tuning.questions} questions of yours.")
    table = Table(box=None, pad_edge=False)
    for title in ("signal", "shipped", "now"):
        table.add_column(title, justify="left" if title == "signal" else "right")
    for name, weight in weights_of(tuning).items():
        table.add_row(
            name, f"{DEFAULT_WEIGHTS.get(name, 0.0):.2f}", "off" if name in tuning.off else f"{weight:.2f}"
        )
    out.print(table)
    out.print(f"Reranker: {tuning.reranker or 'off'}")
    if tuning.enough_ground is not None:
        out.print(f"Threshold for answering: {tuning.enough_ground}")
