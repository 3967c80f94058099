"""Whether the clock may be believed: one that leaps ahead by years must not have everything forgotten.

A rule is carried out by the age of things, and forgetting cannot be undone. So after a leap the
clock must go on from there for a day before anything is held to be that old.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import apsw

from secondme.store.retention import StoredRule
from secondme.store.settings import get_setting, put_setting

LEAP = timedelta(days=40)
"""So long a machine may have been off without its clock being doubted."""
PROBATION = timedelta(days=1)
_TRUSTED, _DOUBTED = "clock_trusted", "clock_doubted"


def trusts_clock(db: apsw.Connection, rules: Sequence[StoredRule], *, now: datetime) -> bool:
    """Whether it goes on from when it was last believed, or from a leap a day ago. Notes what it saw.

    The moment in which a rule was agreed to counts too: what it would forget was shown then.
    """
    known = [one.agreed_at for one in rules]
    if kept := get_setting(db, _TRUSTED):
        known.append(datetime.fromisoformat(kept))
    doubted = get_setting(db, _DOUBTED)
    if now - max(known) < LEAP or (doubted and _has_stood(datetime.fromisoformat(doubted), now)):
        put_setting(db, _TRUSTED, now.isoformat())
        put_setting(db, _DOUBTED, "")
        return True
    if not doubted or not timedelta() <= now - datetime.fromisoformat(doubted) < LEAP:
        put_setting(db, _DOUBTED, now.isoformat())
    return False


def _has_stood(since: datetime, now: datetime) -> bool:
    """Whether the clock went on from there, for long enough and not by another leap."""
    return PROBATION <= now - since < LEAP
