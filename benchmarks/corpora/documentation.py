"""100,000 real passages with real vectors, for benchmarks/scale.py.

The texts are the sentences of documentation and docstrings in source packages on the Python package index,
fetched by hash into the cache. Their vectors are made by the embedder in use and kept in the cache beside
them, under a hash of the texts and of the model, so that only the first run takes the minutes that it takes.
"""

from __future__ import annotations

import ast
import hashlib
import random
import re
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from benchmarks.real_files import Package, fetch_into
from secondme.engines import NamedEmbedder
from secondme.indexing.embedding import embedding_text

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix

PACKAGES = (
    Package("django-6.1rc1.tar.gz", "3964a696caea6ccfcc22f9a31ae1e322546002e52ea46bc8fdfe85a518ef6394"),
    Package("sqlalchemy-2.1.9.tar.gz", "d700a8b2edfb26282a470333d6bc4a454c4acda4d201a3bea7b72fa76c217d28"),
    Package("sympy-1.9rc1.tar.gz", "aee608377f4224e1c3c08de0c344a2ef915f1e5aec549930537f8bd77c6b64d1"),
    Package("pandas-3.1.1.tar.gz", "05fed3e3b7c99b226f160e29d7d6cb7ef39638c758cbfe42b3f24ba34f04b859"),
    Package("mercurial-7.2rc1.tar.gz", "19a2e8a060cb236f80a4932d072cb8e6be0ccbd5aea40e77103de2e84d5cd694"),
    Package("buildbot-4.3.0.tar.gz", "cbf46a15004bb1229712285e4f2b98163a169868ea00783e5e0d7cf8d5e8d962"),
    Package("twisted-26.4.0rc2.tar.gz", "d1db6c391a1b6e70028c3212298178621db149a6f75555f6503da557c763406d"),
    Package("scrapy-2.19.0.tar.gz", "34130726582b64c91531162ab277c4053e558876d49ba219cb43679e71d80a87"),
)
PROSE = (".rst", ".txt", ".md")
SEED = 4
FEWEST_WORDS, MOST_WORDS = 6, 40
BLOCK = 500
"""So many texts' vectors lie in one file, so that a run that was ended is gone on with."""

_WORDLIKE = re.compile(r"[A-Za-z][a-z']+")
_MARKUP = re.compile(r":[\w:+-]+:`|``|`_*|\*\*|[*|]")


def gather_texts(folder: Path, count: int, packages: Sequence[Package] = PACKAGES) -> list[str]:
    """So many different sentences, shuffled, always the same. Raises SystemExit where there are fewer."""
    rules = repr((packages, PROSE, SEED, FEWEST_WORDS, MOST_WORDS))
    path = folder / "vectors" / f"{hashlib.sha256(rules.encode()).hexdigest()[:32]}.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_text("\n".join(_find_texts(folder / "packages", packages)), "utf-8")
        unfinished.replace(path)
    texts = path.read_text("utf-8").split("\n")
    if len(texts) < count:
        raise SystemExit(f"{len(texts)} sentences were found where {count} are needed.")
    return texts[:count]


def _find_texts(folder: Path, packages: Sequence[Package]) -> list[str]:
    print("reading the documentation (kept for the next run) …", file=sys.stderr)
    found = dict.fromkeys(
        sentence
        for package in packages
        for name, data in _members(fetch_into(folder, package))
        for prose in _prose(name, data)
        for sentence in sentences(prose)
    )
    texts = list(found)
    random.Random(SEED).shuffle(texts)
    return texts


def gather_vectors(folder: Path, texts: Sequence[str], embedder: NamedEmbedder) -> Matrix:
    """The texts' unit vectors, shape (texts, dimensions), from the cache as far as they are there."""
    return gather_passage_vectors(folder, [passage_text(text) for text in texts], embedder)


def gather_passage_vectors(folder: Path, texts: Sequence[str], embedder: NamedEmbedder) -> Matrix:
    """The same of texts that are embedded as they are."""
    import numpy as np

    found = []
    for start in range(0, len(texts), BLOCK):
        some = list(texts[start : start + BLOCK])
        known = hashlib.sha256("\0".join([embedder.identity, *some]).encode()).hexdigest()
        path = folder / "vectors" / f"{known[:32]}.npy"
        if not path.exists():
            print(f"embedding {start:,} of {len(texts):,} (kept for the next run) …", file=sys.stderr)
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part.npy")
            np.save(unfinished, embedder.embed_passages(some))
            unfinished.replace(path)
        found.append(np.load(path))
    return np.concatenate(found)


def sentences(prose: str) -> Iterator[str]:
    """What reads as a sentence of English."""
    for paragraph in re.split(r"\n\s*\n", prose):
        plain = " ".join(_MARKUP.sub("", paragraph).split())
        yield from filter(is_english, re.split(r"(?<=[.!?])\s+(?=[A-Z])", plain))


def is_english(sentence: str) -> bool:
    """Whether it begins and ends as a sentence does and is made of words, not of names in code."""
    words = sentence.split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or sentence[-1] not in ".!?" or sentence[0].islower():
        return False
    plain = [word for word in words if _WORDLIKE.fullmatch(word.strip(".,;:()\"'"))]
    return len(plain) >= 0.8 * len(words)


def passage_text(text: str) -> str:
    """A text as it is embedded, as that of a passage without a speaker in a document with this title."""
    return embedding_text(text, "", TITLE, None)


TITLE = "Documentation"


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            wanted = PurePosixPath(member.name).suffix in (*PROSE, ".py")
            stream = tar.extractfile(member) if wanted and member.isfile() else None
            if stream is not None:
                yield member.name, stream.read()


def _prose(name: str, data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    if not name.endswith(".py"):
        yield text
        return
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
