"""secondme completion: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_SECONDME_COMPLETE"
EPILOG = """\b
Examples
  secondme completion bash > ~/.local/share/bash-completion/completions/secondme
  secondme completion zsh > ~/.zfunc/_secondme
  secondme completion fish > ~/.config/fish/completions/secondme.fish

The same files lie in packaging/completions. They ask secondme itself, so they are right after an update too.

Exit codes: 0 done, 2 no such shell."""


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print what SHELL needs to complete commands and options."""
    click.echo(script_of(shell), nl=False)


def script_of(shell: str) -> str:
    """The script for a shell, as it is to be kept."""
    from click.shell_completion import get_completion_class

    from secondme.cli import cli

    made = get_completion_class(shell)
    assert made is not None
    script = made(cli, {}, "secondme", VARIABLE).source()
    return "\n".join(line.rstrip() for line in script.strip().splitlines()) + "\n"
