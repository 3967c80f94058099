"""When the next backup and the next drill are due. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from secondme.backup.joined import Runs
from secondme.backup.retention import Retention
from secondme.config import BackupSettings

RETRY = timedelta(hours=1)


def is_backup_due(runs: Runs, settings: BackupSettings, now: datetime) -> bool:
    """Whether a backup is due; one that failed is tried again after a while."""
    return not _has_just(runs.failed_at, now) and _is_over(
        runs.backed_up_at, timedelta(hours=settings.every_hours), now
    )


def is_drill_due(runs: Runs, settings: BackupSettings, now: datetime) -> bool:
    """Whether it is time to try whether a backup comes back; never before there is one."""
    if runs.backed_up_at is None:
        return False
    return _is_over(runs.drilled_at, timedelta(days=settings.drill_days), now)


def has_drill_just_failed(runs: Runs, now: datetime) -> bool:
    """Whether the last drill failed so lately that another would most likely too."""
    return _has_just(runs.drill_failed_at, now)


def _has_just(failed_at: datetime | None, now: datetime) -> bool:
    return failed_at is not None and timedelta() <= now - failed_at < RETRY


def retention_of(settings: BackupSettings) -> Retention:
    """Which snapshots the person wants kept."""
    return Retention(settings.keep_daily, settings.keep_weekly, settings.keep_monthly)


def _is_over(last: datetime | None, pause: timedelta, now: datetime) -> bool:
    """A clock that was set back makes nothing wait for years."""
    if not pause:
        return False
    return last is None or not timedelta() <= now - last < pause
