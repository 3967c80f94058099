"""Bring one remote file to the disk: resumed where it stopped, retried when the line drops, then checked.

The file grows under its own name in a `partial` folder; beside it lies `NAME.origin`, which says what it is a
part of, so that a resumed download never joins two different files.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from models.errors import HashMismatchError, NetworkError, NoSpaceError, SourceMissingError, TruncatedError
from models.shelf import CHUNK, sha256_of, write_atomically

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 5
LONGEST_PAUSE_S = 20.0
SPARE_BYTES = 32 << 20
REPORT_EVERY = 256 << 10
BUSY_STATUSES = {408, 425, 429, 500, 502, 503, 504}
LOGIN_STATUSES = {401, 403, 407}

Report = Callable[[int, "int | None"], None]


@dataclass(frozen=True)
class Remote:
    """One file to fetch. `label` is what messages call it; `url` may hold a password and is never shown."""

    url: str = field(repr=False)
    label: str
    sha256: str = ""
    size: int = 0
    auth: tuple[str, str] | None = field(default=None, repr=False)


class _Dropped(Exception):
    """The line dropped or the server is busy: worth another try."""

    def __init__(self, why: str, wait_s: float | None = None) -> None:
        super().__init__(why)
        self.wait_s = wait_s


def download(
    remote: Remote,
    target: Path,
    client: httpx.Client,
    report: Report,
    *,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Fetch `remote` into `target`, going on where an earlier call stopped.

    Raises NetworkError, TruncatedError and NoSpaceError, which keep what has arrived; HashMismatchError,
    which deletes it; SourceMissingError. A resumed file with the wrong hash gets one fresh start before that.
    """
    resumed = _size(target) > 0
    _bring(remote, target, client, report, pause)
    try:
        _check(remote, target)
    except (HashMismatchError, TruncatedError):
        if not resumed:
            raise
        forget(target)
        _bring(remote, target, client, report, pause)
        _check(remote, target)


def forget(target: Path) -> None:
    """Delete a download and what is known about it."""
    target.unlink(missing_ok=True)
    _origin(target).unlink(missing_ok=True)


def need_space(folder: Path, needed: int) -> None:
    """Raises NoSpaceError when fewer than `needed` bytes (and a little more) are free for this folder."""
    import shutil

    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise NoSpaceError(
            f"There is not enough room: {megabytes(needed + SPARE_BYTES)} are needed and {megabytes(free)} "
            "are free on the disk of the models folder. What had arrived was kept. Free some space and run "
            "it again."
        )


@contextmanager
def disk_faults_explained(what: str) -> Iterator[None]:
    """Turns a full disk into NoSpaceError."""
    try:
        yield
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise NoSpaceError(
            f"The disk became full while writing {what}. What had arrived was kept and nothing was installed."
            " Free some space and run it again: it goes on from there."
        ) from fault


def megabytes(count: int) -> str:
    """A size for people: 1.1 GB, 98 MB."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def _bring(
    remote: Remote, target: Path, client: httpx.Client, report: Report, pause: Callable[[float], None]
) -> None:
    if urlsplit(remote.url).scheme in ("", "file"):
        _copy(remote, target, report)
        return
    failures = 0
    while failures < ATTEMPTS:
        before = _size(target)
        try:
            _request(remote, target, client, report)
            return
        except _Dropped as dropped:
            failures = 1 if _size(target) > before else failures + 1
            why, wait_s = str(dropped), dropped.wait_s
        if failures < ATTEMPTS:
            pause(min(wait_s if wait_s is not None else 2.0**failures / 4, LONGEST_PAUSE_S))
    raise NetworkError(
        f"{remote.label} could not be fetched ({why}). {megabytes(_size(target))} of it were kept and "
        "nothing was installed. Check the network and run it again: it goes on from there."
    )


def _copy(remote: Remote, target: Path, report: Report) -> None:
    """From a file on this machine: always whole, there is nothing to gain from resuming."""
    source = file_path(remote.url)
    try:
        stream = source.open("rb")
    except OSError as fault:
        raise SourceMissingError(
            f"{remote.label} is not there ({fault.strerror}). Nothing was changed. Check the place and run "
            "it again."
        ) from fault
    total = source.stat().st_size
    with stream, _opened(target, "wb", remote) as sink:
        _pour(iter(lambda: stream.read(CHUNK), b""), sink, 0, total, report)


def _request(remote: Remote, target: Path, client: httpx.Client, report: Report) -> None:
    """One request, from where the file ends. Raises _Dropped when it is worth another."""
    import httpx

    tag = _known_tag(remote, target)
    start = _size(target) if tag is not None else 0
    headers = {"Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-"} | ({"If-Range": tag} if tag else {})
    try:
        with client.stream(
            "GET", remote.url, headers=headers, auth=remote.auth, follow_redirects=True
        ) as answer:
            _receive(answer, remote, target, start, report)
    except httpx.TransportError as fault:
        raise _Dropped(_reason(fault)) from fault
    except (httpx.TooManyRedirects, httpx.InvalidURL, httpx.DecodingError) as fault:
        raise SourceMissingError(
            f"{remote.label} is not where it should be ({type(fault).__name__}). Nothing was changed. "
            "Try again later or another place."
        ) from fault


def _receive(answer: httpx.Response, remote: Remote, target: Path, start: int, report: Report) -> None:
    if answer.status_code == 416:
        # Either the file is complete already, or what we have is not of this file: the hash will say.
        if start and _total(answer, 0) == start:
            return
        forget(target)
        raise _Dropped("the server refused to go on where it stopped", 0.0)
    _refuse_faults(answer, remote)
    begin = start if answer.status_code == 206 and _range_start(answer) == start else 0
    if answer.status_code == 206 and begin != start:
        forget(target)
        raise _Dropped("the server went on at the wrong place", 0.0)
    total = _total(answer, begin)
    _remember(remote, target, answer.headers.get("ETag", ""))
    with _opened(target, "ab" if begin else "wb", remote) as sink:
        # Blocks as they arrive: a fixed block size would lose what is buffered when the line drops.
        _pour(answer.iter_bytes(), sink, begin, total or remote.size or None, report)
    if total is not None and _size(target) < total:
        raise _Dropped("the connection ended early")


def _pour(blocks: Iterator[bytes], sink: IO[bytes], done: int, total: int | None, report: Report) -> None:
    told = done
    report(done, total)
    for block in blocks:
        sink.write(block)
        done += len(block)
        if done - told >= REPORT_EVERY:
            told = done
            report(done, total)
    report(done, total)


@contextmanager
def _opened(target: Path, mode: str, remote: Remote) -> Iterator[IO[bytes]]:
    """The partial file; whatever happens, what was written is on the disk afterwards."""
    with disk_faults_explained(remote.label):
        handle = os.open(
            target, os.O_WRONLY | os.O_CREAT | (os.O_APPEND if mode == "ab" else os.O_TRUNC), 0o600
        )
        with os.fdopen(handle, mode) as sink:
            try:
                yield sink
            finally:
                sink.flush()
                os.fsync(sink.fileno())


def _refuse_faults(answer: httpx.Response, remote: Remote) -> None:
    status = answer.status_code
    if status in BUSY_STATUSES:
        raise _Dropped(f"the server answered {status}", _retry_after(answer))
    if status in LOGIN_STATUSES:
        raise SourceMissingError(
            f"{remote.label} needs a login or is not for everyone (the server answered {status}). Nothing "
            "was changed. Check the credentials in your pip or proxy settings, or use another place."
        )
    if status not in (200, 206):
        raise SourceMissingError(
            f"{remote.label} is not there (the server answered {status}). Nothing was changed. "
            "Update secondme, or use another place."
        )


def _check(remote: Remote, target: Path) -> None:
    size = _size(target)
    if remote.size and size < remote.size:
        raise TruncatedError(
            f"{remote.label} ended after {size:,} of {remote.size:,} bytes, although the server called it "
            "complete. What had arrived was kept, nothing was installed. Try again later, or another network."
        )
    if remote.sha256 and (actual := sha256_of(target)) != remote.sha256:
        forget(target)
        raise HashMismatchError(
            f"{remote.label} is not the file it should be (SHA-256 {actual[:12]}…, expected "
            f"{remote.sha256[:12]}…). It was deleted and nothing was installed. Try again; if it stays so, "
            "do not trust that place."
        )


def _known_tag(remote: Remote, target: Path) -> str | None:
    """The ETag of what the partial file is a part of ("" if the server gave none); None if unknown."""
    try:
        origin = json.loads(_origin(target).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(origin, dict) or (origin.get("label"), origin.get("sha256")) != (
        remote.label,
        remote.sha256,
    ):
        return None
    return str(origin.get("tag", ""))


def _remember(remote: Remote, target: Path, tag: str) -> None:
    strong = "" if tag.startswith("W/") else tag
    origin = json.dumps({"label": remote.label, "sha256": remote.sha256, "tag": strong})
    with disk_faults_explained(remote.label):
        write_atomically(_origin(target), origin)


def _origin(target: Path) -> Path:
    return target.with_name(f"{target.name}.origin")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _range_start(answer: httpx.Response) -> int | None:
    """`Content-Range: bytes 100-199/200` -> 100."""
    first = answer.headers.get("Content-Range", "").removeprefix("bytes ").split("-")[0].strip()
    return int(first) if first.isdigit() else None


def _total(answer: httpx.Response, begin: int) -> int | None:
    whole = answer.headers.get("Content-Range", "").rpartition("/")[2]
    if whole.isdigit():
        return int(whole)
    length = answer.headers.get("Content-Length", "")
    return begin + int(length) if length.isdigit() and "Content-Encoding" not in answer.headers else None


def _retry_after(answer: httpx.Response) -> float | None:
    seconds = answer.headers.get("Retry-After", "")
    return float(seconds) if seconds.isdigit() else None


def _reason(fault: Exception) -> str:
    """What went wrong, without the address: it may hold a password."""
    import httpx

    if isinstance(fault, httpx.ConnectTimeout | httpx.ReadTimeout):
        return "no answer in time"
    if isinstance(fault, httpx.ConnectError):
        return "no connection"
    if isinstance(fault, httpx.ProxyError):
        return "the proxy refused"
    return "the connection dropped"


def file_path(url: str) -> Path:
    """`file:///a%20b` or a plain path -> the path."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else Path(url).expanduser()
