"""Backups as rows of a ledger, and what there is to say of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from tui.backups.calendar import write_calendar
from tui.backups.messages import BackupsRead, Plan, Snapshot
from tui.counting import counted, sized
from tui.dates import write_clock, write_day
from tui.ink import GOOD, HEAD, KEY, QUIET, WARNING, click
from tui.ledger.columns import Column
from tui.ledger.ledger import Row
from tui.passages.byline import show_moment
from tui.paths import shorten_paths
from tui.plain_text import one_line, visible

COLUMNS = (
    Column("made", 22, grows=True),
    Column("remembered", 10, is_number=True),
    Column("stored", 8, is_number=True, from_width=46),
    Column("", 15),
)


def write_snapshot(snapshot: Snapshot) -> Row:
    """One backup in a line."""
    if snapshot.problem:
        state = Content.styled("damaged", WARNING)
    elif snapshot.holds:
        state = Content.styled("holds forgotten", WARNING)
    else:
        state = Content.styled("" if snapshot.stays else "goes next time", QUIET)
    sizes = (snapshot.image_bytes, snapshot.added_bytes)
    cells = [Content("" if snapshot.problem else sized(size)) for size in sizes]
    moment = snapshot.made_at.astimezone()
    made = Content(f"{moment:%a} {write_day(moment):>12} {write_clock(moment)}")
    return Row(snapshot.name, (made, *cells, state))


def write_overview(
    read: BackupsRead, chosen: Snapshot | None, last: Content, today: date, width: int
) -> Content:
    """The calendar, the chosen backup, how the last runs went, and what is done by itself."""
    days = {one.made_at.astimezone().date() for one in read.snapshots}
    lines = [*write_calendar(days, today, width), Content("")]
    if last.plain:
        lines += [last, Content("")]
    if chosen is not None:
        lines += [*_chosen(chosen), Content("")]
    return Content("\n").join([*lines, *_runs(read), Content(""), *_plan(read.plan)])


def write_head(read: BackupsRead) -> Content:
    """Where they are, and what is wrong, if anything is."""
    if read.problem:
        return Content.styled(one_line(read.problem), WARNING)
    if read.place is None:
        return Content("")  # What to do stands below.
    count = counted(len(read.snapshots), "backup")
    if not read.is_there:
        return Content.styled(
            f"{one_line(shorten_paths(str(read.place)))} is not there now. Is the disk plugged in?", WARNING
        )
    return Content.assemble((count, HEAD), (f" at {one_line(shorten_paths(str(read.place)))}", QUIET))


def write_empty() -> Content:
    """What to do where no place is set up."""
    link = click("screen.set_up")
    return Content("\n").join(
        [
            Content.styled("Nothing is backed up yet.", HEAD),
            Content(""),
            Content.assemble(
                ("s", f"{KEY} {link}"), ("  chooses a folder, best on another disk, and backs up", link)
            ),
            Content(""),
            Content.styled(
                "Backups are encrypted, and only what is new is stored. The passphrase that you choose is "
                "the only way back to them: keep it in another place than this machine.",
                QUIET,
            ),
        ]
    )


def _chosen(snapshot: Snapshot) -> Iterator[Content]:
    yield Content.styled(snapshot.name, HEAD)
    if snapshot.problem:
        yield Content.styled(visible(snapshot.problem), WARNING)
        return
    if snapshot.holds:
        yield Content.styled(f"May hold what was forgotten since: {snapshot.holds}.", WARNING)
        link = click("screen.rewrite")
        yield Content.assemble(
            ("w", f"{KEY} {link}"), (" makes it and the others anew without it", f"{QUIET} {link}")
        )
    link = click("screen.restore")
    yield Content.assemble(
        ("r", f"{KEY} {link}"),
        (" has it back, in a new folder; nothing is ever written over", f"{QUIET} {link}"),
    )


def _runs(read: BackupsRead) -> Iterator[Content]:
    yield _fact("backed up", show_moment(read.backed_up_at.astimezone()) if read.backed_up_at else "never")
    tried = show_moment(read.drilled_at.astimezone()) if read.drilled_at else "never"
    due = Content.styled("  t tries it: that is due", WARNING) if read.is_drill_due else Content("")
    yield _fact("came back", tried) + due
    if read.failed:
        yield Content.styled(visible(read.failed), WARNING)


def _plan(plan: Plan) -> Iterator[Content]:
    every = (
        f"every {plan.every_hours:g} hours while the daemon runs" if plan.every_hours else "when you say so"
    )
    yield _fact("goes on", every)
    yield _fact("keeps", f"the last of {plan.daily} days, {plan.weekly} weeks and {plan.monthly} months")
    drills = f"every {plan.drill_days:g} days" if plan.drill_days else "when you say so"
    yield _fact("is tried", drills)
    link = click("app.go_to('settings')")
    yield Content.assemble(("Settings", f"{KEY} {link}"), (" change that", QUIET))


def _fact(what: str, said: str) -> Content:
    return Content.assemble((what.ljust(10), QUIET), said)


def write_last(said: str, went_well: bool) -> Content:
    """How the last work ended."""
    return Content.styled(visible(said), GOOD if went_well else WARNING)
