"""Draws the pictures in `docs/images/` from the real app over the demo life: `make screenshots`."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import secondme
from secondme.home import MODELS_VARIABLE, find_home
from secondme.key import KEYRING_VARIABLE
from tui.screenshots import take_screenshots

HERE = Path(__file__).parent


def main() -> None:
    """Remembers `docs/demo/` in a throw-away home and photographs each scene."""
    os.environ |= {MODELS_VARIABLE: str(find_home().models), KEYRING_VARIABLE: "off"}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with secondme.open(home) as memory:
            memory.add(HERE / "demo" / "notes", now=datetime(2025, 11, 21, tzinfo=UTC))
            memory.import_chat("jsonl", HERE / "demo" / "chat.jsonl", me="Merrin")
            memory.consolidate(model=False)
        for file in take_screenshots(home, HERE / "images"):
            print(file.relative_to(HERE.parent))


if __name__ == "__main__":
    main()
