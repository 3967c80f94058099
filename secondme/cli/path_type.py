"""A path as a command takes it: click's own, but that an empty one is refused."""

from __future__ import annotations

import os
from typing import Any

import click


class TypedPath(click.Path):
    """Of a script whose variable is not set nobody wants the folder in which it happens to run."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if value == "":
            self.fail("it is empty. Name a file or folder, or . for this one.", param, ctx)
        return super().convert(value, param, ctx)
