"""What the first start asks of the disk and the key."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from tui.gateway import Tell
from tui.paths import shorten_paths
from tui.start.candidates import find_candidates
from tui.start.messages import CandidateFound, KeyRead, RecoveryMade, SearchEnded

if TYPE_CHECKING:
    from secondme.home import Home


def look_around(home: Path, cancelled: threading.Event, tell: Tell) -> None:
    """Finds what a person may want to be remembered, and tells each as soon as it is counted."""
    for candidate in find_candidates(home, cancelled.is_set):
        tell(CandidateFound(candidate))
    tell(SearchEnded())


def read_key(home: Home, tell: Tell) -> None:
    """Where the key is kept."""
    from secondme.key.ways import list_ways

    file = shorten_paths(str(home.key_file))
    ways = {"keyring": "your keyring", "key file": f"{file}, readable by you alone"}
    ways["passphrase"] = "a file that your passphrase opens"
    kept = [ways[way] for way in list_ways(home) if way in ways]
    tell(KeyRead(" and in ".join(kept) or "your keyring", home.recovery.exists()))


def make_recovery(home: Home, tell: Tell) -> None:
    """Seals the key for a new recovery key, and tells it once."""
    from secondme.key import need_key
    from secondme.key.recovery import keep_recovery, new_recovery, written_recovery

    key, recovery = need_key(home), new_recovery()
    keep_recovery(home.recovery, key.secret, recovery)
    tell(RecoveryMade(written_recovery(recovery)))
