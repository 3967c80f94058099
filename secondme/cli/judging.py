"""secondme good, secondme wrong: whether a hit was what one asked for."""

from __future__ import annotations

import click

from secondme.cli.session import Session, pass_session

EPILOG = """\b
Examples
  secondme recall "puffin boat"
  secondme {verdict} {hit}

It is noted with the last question for which the hit was shown, and `secondme tune` learns from it.

Exit codes: 0 done, 2 not an identifier, 3 never shown, 4 memory not usable."""


def _judging(verdict: str, *, right: bool, example: str) -> click.Command:
    """The command that gives this verdict. example: the hit that its help gives it on."""
    was = "was" if right else "was not"

    @click.command(
        verdict,
        help=f"Say that the hit IDENTIFIER {was} what you asked for.",
        epilog=EPILOG.format(verdict=verdict, hit=example),
    )
    @click.argument("identifier")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @pass_session
    def command(session: Session, identifier: str, as_json: bool) -> None:
        _judge(session, identifier, right=right, as_json=as_json)

    return command


def _judge(session: Session, identifier: str, *, right: bool, as_json: bool) -> None:
    """Notes it and says with which question."""
    from secondme.cli.output import harmless, print_json

    judged = session.memory.judge(identifier, right)
    if as_json:
        print_json(judged.as_json())
    else:
        said = "right" if right else "wrong"
        click.echo(f'Noted: {judged.id} was {said} for "{harmless(judged.query)}".')


good = _judging("good", right=True, example="p110")
wrong = _judging("wrong", right=False, example="p64")
