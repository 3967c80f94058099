"""Words of a command that are one text, whether they were put in quotation marks or not."""

from __future__ import annotations

from collections.abc import Sequence

import click


def as_typed(context: click.Context, parameter: click.Parameter, words: Sequence[str]) -> str:
    """The words with spaces between them: `recall kayak from:ana` is what was meant."""
    text = " ".join(words)
    if not text.strip():
        raise click.UsageError(f"There is nothing in it. Say what to look for: {context.command_path} TEXT")
    return text
