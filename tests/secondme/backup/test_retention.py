"""Which snapshots stay: a plain rule, for any number of them at any times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondme.backup.joined import Runs
from secondme.backup.retention import Retention, kept
from secondme.backup.schedule import is_backup_due, is_drill_due, retention_of
from secondme.config import BackupSettings

MOMENTS = st.lists(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), max_size=60
).map(lambda moments: [(f"{number:03d}", at) for number, at in enumerate(moments)])
POLICIES = st.builds(Retention, *[st.integers(0, 12)] * 3)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_year_of_days_leaves_a_week_of_days_a_month_of_weeks_and_a_year_of_months():
    first = datetime(2025, 1, 1, 20, tzinfo=UTC)
    days = [(f"{first + timedelta(days=day):%Y-%m-%d}", first + timedelta(days=day)) for day in range(365)]
    assert sorted(kept(days, Retention(3, 2, 4))) == [
        "2025-09-30",
        "2025-10-31",
        "2025-11-30",
        "2025-12-28",
        "2025-12-29",
        "2025-12-30",
        "2025-12-31",
    ]


@given(MOMENTS, POLICIES)
def test_the_newest_stays_and_never_more_than_the_rule_allows(snapshots, policy):
    keep = kept(snapshots, policy)
    assert keep <= {name for name, _ in snapshots}
    if snapshots:
        assert max(snapshots, key=lambda one: (one[1], one[0]))[0] in keep
    assert len(keep) <= policy.daily + policy.weekly + policy.monthly + 1


@given(MOMENTS, POLICIES)
def test_every_one_of_the_last_days_with_any_keeps_its_newest(snapshots, policy):
    keep = kept(snapshots, policy)
    days = sorted({at.date() for _, at in snapshots}, reverse=True)[: policy.daily]
    for day in days:
        newest = max((one for one in snapshots if one[1].date() == day), key=lambda one: (one[1], one[0]))
        assert newest[0] in keep


@given(MOMENTS, POLICIES)
def test_pruning_twice_drops_nothing_more(snapshots, policy):
    keep = kept(snapshots, policy)
    assert kept([one for one in snapshots if one[0] in keep], policy) == keep


@given(MOMENTS, POLICIES, POLICIES)
def test_a_wider_rule_keeps_all_that_a_narrower_one_does(snapshots, one, other):
    wider = Retention(
        max(one.daily, other.daily), max(one.weekly, other.weekly), max(one.monthly, other.monthly)
    )
    assert kept(snapshots, one) | kept(snapshots, other) <= kept(snapshots, wider)


def test_a_backup_is_due_after_its_hours_and_after_a_failure_not_at_once():
    settings = BackupSettings(every_hours=24)
    day, hour = timedelta(days=1), timedelta(hours=1)
    assert is_backup_due(Runs(), settings, NOW)
    assert not is_backup_due(Runs(backed_up_at=NOW - hour), settings, NOW)
    assert is_backup_due(Runs(backed_up_at=NOW - day), settings, NOW)
    assert not is_backup_due(Runs(NOW - day, failed_at=NOW - hour / 2, failed="no disk"), settings, NOW)
    assert is_backup_due(Runs(NOW - day, failed_at=NOW - hour, failed="no disk"), settings, NOW)
    assert not is_backup_due(Runs(), BackupSettings(every_hours=0), NOW)
    assert is_backup_due(Runs(backed_up_at=NOW + 300 * day), settings, NOW), "the clock was wrong once"


def test_a_drill_is_due_once_a_month_and_never_before_there_is_a_backup():
    settings, month = BackupSettings(), timedelta(days=30)
    assert not is_drill_due(Runs(), settings, NOW)
    assert is_drill_due(Runs(backed_up_at=NOW), settings, NOW)
    assert not is_drill_due(Runs(NOW, drilled_at=NOW - month / 2), settings, NOW)
    assert is_drill_due(Runs(NOW, drilled_at=NOW - month), settings, NOW)
    assert not is_drill_due(Runs(NOW), BackupSettings(drill_days=0), NOW)


def test_what_is_kept_is_what_the_settings_say():
    assert retention_of(BackupSettings(keep_daily=1, keep_weekly=2, keep_monthly=3)) == Retention(1, 2, 3)
