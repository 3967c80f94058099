"""What this machine can give a model: threads, memory, a GPU. Reads the system; changes nothing."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

NO_LIMIT = 1 << 62


def cpu_threads(root: Path = Path("/")) -> int:
    """Threads worth starting: the physical cores this process may use, at least 1.

    Two threads on one core share the units that a matrix product keeps busy, so siblings are counted once.
    Respects CPU affinity and a container's CPU quota. `root` is where `sys` and `proc` are read.
    """
    allowed = _allowed_cpus()
    cores = _linux_cores(allowed, root) if sys.platform == "linux" else _mac_cores()
    quota = _cpu_quota(root)
    return max(1, min(cores or len(allowed), len(allowed), int(quota) or 1))


def ram_bytes(root: Path = Path("/")) -> int:
    """Bytes of memory that this process may use: what is built in, or less where a container says so."""
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [_number(folder / name) for folder in _cgroup_folders(root) for name in _MEMORY_LIMITS]
    return min(installed, *(limit for limit in limits if limit), NO_LIMIT)


def gpu_layers() -> int:
    """Layers to give to a GPU: all of them (-1) where this build of llama.cpp can, else none (0)."""
    from models.llama import load_llama_cpp

    return -1 if load_llama_cpp().llama_supports_gpu_offload() else 0


def repacks_weights() -> bool:
    """Whether weights are worth copying into another order: on ARM, not on x86-64 (see models.reading)."""
    return platform.machine().lower() in ("arm64", "aarch64")


_MEMORY_LIMITS = ("memory.max", "memory/memory.limit_in_bytes")


def _allowed_cpus() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return set(os.sched_getaffinity(0))
    return set(range(os.cpu_count() or 1))


def _linux_cores(allowed: set[int], root: Path) -> int:
    """Distinct groups of sibling CPUs among `allowed`; 0 when the system does not tell."""
    siblings = set()
    for cpu in allowed:
        listing = root / f"sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list"
        text = _text(listing)
        if text is None:
            return 0
        siblings.add(text)
    return len(siblings)


def _mac_cores() -> int:
    """Performance cores of a Mac (the efficiency cores slow every step down); 0 when it does not tell."""
    import subprocess

    for name in ("hw.perflevel0.physicalcpu", "hw.physicalcpu"):
        try:
            answer = subprocess.run(["sysctl", "-n", name], capture_output=True, text=True, timeout=2)
        except (OSError, subprocess.TimeoutExpired):
            return 0
        if answer.returncode == 0 and answer.stdout.strip().isdigit():
            return int(answer.stdout)
    return 0


def _cpu_quota(root: Path) -> float:
    """CPUs' worth of time that a container grants; NO_LIMIT where there is no container or no limit."""
    return min((_folder_quota(folder) for folder in _cgroup_folders(root)), default=float(NO_LIMIT))


def _folder_quota(folder: Path) -> float:
    quota, period = _number(folder / "cpu/cpu.cfs_quota_us"), _number(folder / "cpu/cpu.cfs_period_us")
    unified = (_text(folder / "cpu.max") or "").split()
    if len(unified) == 2 and unified[0].isdigit():
        quota, period = int(unified[0]), int(unified[1])
    return quota / period if quota and period else float(NO_LIMIT)


def _cgroup_folders(root: Path) -> list[Path]:
    """The folders that may hold this process's limits: its own control group and each one above it."""
    top = root / "sys/fs/cgroup"
    own = [
        line.split("::", 1)[1]
        for line in (_text(root / "proc/self/cgroup") or "").splitlines()
        if "::" in line
    ]
    folder = top / own[0].lstrip("/") if own else top
    return [place for place in (folder, *folder.parents) if place.is_relative_to(top)]


def _number(path: Path) -> int | None:
    text = _text(path)
    return int(text) if text and text.isdigit() else None


def _text(path: Path) -> str | None:
    """The file's text, or None where there is no such file (another system, another kernel)."""
    try:
        return path.read_text().strip()
    except OSError:
        return None
