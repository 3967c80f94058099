"""What the machine is asked, read from a made-up system."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.hardware import cpu_threads, ram_bytes
from models.llama import lends_what_it_names

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own files")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def eight_siblings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four cores with two threads each."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    for cpu in range(8):
        siblings = f"{cpu % 4},{cpu % 4 + 4}\n"
        write(tmp_path / f"sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list", siblings)
    return tmp_path


@linux_only
def test_siblings_on_one_core_count_once(eight_siblings: Path) -> None:
    assert cpu_threads(eight_siblings) == 4


@linux_only
@pytest.mark.parametrize(("quota", "threads"), [("max 100000", 4), ("250000 100000", 2), ("50000 100000", 1)])
def test_a_containers_quota_is_respected(eight_siblings: Path, quota: str, threads: int) -> None:
    write(eight_siblings / "proc/self/cgroup", "0::/user/box\n")
    write(eight_siblings / "sys/fs/cgroup/user/cpu.max", quota)
    assert cpu_threads(eight_siblings) == threads


@linux_only
def test_the_older_control_groups_are_understood(eight_siblings: Path) -> None:
    write(eight_siblings / "sys/fs/cgroup/cpu/cpu.cfs_quota_us", "300000")
    write(eight_siblings / "sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000")
    assert cpu_threads(eight_siblings) == 3


@linux_only
def test_a_system_that_tells_nothing_gives_all_allowed_cpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert cpu_threads(tmp_path) == 3


def test_this_machine_has_threads_and_memory() -> None:
    assert 1 <= cpu_threads() <= (os.cpu_count() or 1)
    assert ram_bytes() > 1 << 28


def test_memory_is_what_the_container_allows(tmp_path: Path) -> None:
    write(tmp_path / "sys/fs/cgroup/memory.max", str(1 << 28))
    assert ram_bytes(tmp_path) == 1 << 28
    write(tmp_path / "sys/fs/cgroup/memory.max", "max")
    assert ram_bytes(tmp_path) > 1 << 28


@pytest.mark.parametrize(("units", "safe"), [(b"AVX2 = 1 | AMX_INT8 = 1 | ", False), (b"AVX2 = 1 | ", True)])
def test_weights_are_not_copied_for_tiles_that_a_virtual_machine_may_not_lend(
    units: bytes, safe: bool
) -> None:
    assert lends_what_it_names(SimpleNamespace(llama_print_system_info=lambda: units)) is safe
