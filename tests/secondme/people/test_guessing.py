"""Which address is asked about: the one of most letters, and none once one is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from secondme.memory import Memory

Tree = Callable[[Mapping[str, str]], Path]
MAIL = "From: {0}\nTo: {1}\nSubject: Ferry\nDate: Fri, {2} Mar 2025 10:15:00 +0100\n\nPier 4.\n"


def test_the_address_of_most_letters_is_asked_about_until_one_is_known(
    wordless_memory: Memory, tree: Tree, now: datetime
) -> None:
    folder = tree(
        {
            "1.eml": MAIL.format("ana@example.org", "noor@example.org", 7),
            "2.eml": MAIL.format("noor@example.org", "ben@example.org", 14),
            "3.eml": MAIL.format("shop@example.org", "noor@example.org", 21),
        }
    )
    assert wordless_memory.add(folder, now=now).own_address == "noor@example.org"
    assert wordless_memory.add(folder, now=now).own_address == ""
    wordless_memory.decide("self", ("noor@example.org",), ())
    (folder / "4.eml").write_text(MAIL.format("noor@example.org", "cy@example.org", 28))
    assert wordless_memory.add(folder, now=now).own_address == ""
