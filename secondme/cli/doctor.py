"""secondme doctor: whether all is well, what is not, and what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from secondme.doctor import Finding

EPILOG = """\b
Examples
  secondme doctor
  secondme doctor --thorough
  secondme doctor --fix

It looks at the program, the home, the key, the store, search, the models and the daemon. --fix closes what
others may read, makes full text anew, and queues vectors; it never deletes what was remembered.

Exit codes: 0 all is well, 1 something is wrong."""
ABOUT = len("quarantine")
"""The longest word for what a finding is about."""
MARKS = {"well": ("✓", "green"), "warning": ("!", "yellow"), "wrong": ("✗", "red")}


@click.command("doctor", epilog=EPILOG)
@click.option("--thorough", is_flag=True, help="Read each page of the store and each byte of the models.")
@click.option("--fix", is_flag=True, help="Mend what can be mended, and look again.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def command(session: Session, thorough: bool, fix: bool, as_json: bool) -> int:
    """Look whether all is well, explain what is not, and mend it if asked to."""
    from secondme.cli.output import note, print_json
    from secondme.cli.prompting import ask_passphrase
    from secondme.clock import present
    from secondme.doctor import examine_home
    from secondme.home import find_home

    report = examine_home(
        find_home(session.home),
        thorough=thorough,
        cure=fix,
        now=present(),
        ask=ask_passphrase,
        on_finding=(lambda finding: None) if as_json else _show,
    )
    if as_json:
        print_json(report.as_json())
        return 0 if report.is_well else 1
    for text in report.cured:
        note(f"Mended: {text}")
    if not fix and any(one.cure is not None for one in report.findings):
        note("What can be mended: secondme doctor --fix")
    return 0 if report.is_well else 1


def _show(finding: Finding) -> None:
    from secondme.cli.output import harmless

    mark, colour = MARKS[finding.state]
    click.echo(f"{click.style(mark, fg=colour)} {finding.about:{ABOUT}} {harmless(finding.text)}")
    if finding.remedy and finding.state != "well":
        click.echo(click.style(f"  {'':{ABOUT}} {harmless(finding.remedy)}", dim=True))
