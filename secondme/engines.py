"""The models at work in this process: opened when first needed, kept warm, closed together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import ModelMissingError
from models.shelf import Installed, Shelf

if TYPE_CHECKING:
    from models.embedder import Embedder
    from models.generator import Generator
    from models.reranker import RankingModel
    from models.speaking import Speaker
    from secondme.endpoint import Outside
    from secondme.heads import KeptHeads
    from secondme.recall.reranking import Reranker
    from secondme.store.tunings import RerankerKind
    from secondme.store.vectors import Matrix


@dataclass(frozen=True, slots=True)
class NamedEmbedder:
    """An open embedder with its name, and an identity that covers the file and the way it is used."""

    name: str
    identity: str
    engine: Embedder

    @property
    def dimensions(self) -> int:
        return self.engine.dimensions

    def embed_query(self, text: str) -> Matrix:
        """The question's unit vector, shape (dimensions,)."""
        return self.engine.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, shape (texts, dimensions)."""
        return self.engine.embed_passages(texts)


class Engines:
    """The embedders and the generator of one shelf; usable from several threads.

    heads: where a generator's prompt heads are kept between runs; None keeps them only while it runs.
    outside: an endpoint on another machine, where the person has chosen one.
    """

    def __init__(self, shelf: Shelf, heads: KeptHeads | None = None, outside: Outside | None = None) -> None:
        self.shelf = shelf
        self._heads = heads
        self._outside = outside
        self._lock = threading.Lock()
        self._embedders: dict[str, NamedEmbedder] = {}
        self._generators: dict[str, Generator] = {}
        self._rankers: dict[str, RankingModel] = {}

    def embedder(self, name: str | None = None) -> NamedEmbedder | None:
        """The embedder of that name, else the chosen one; None when it is not on the shelf."""
        name = name or self.shelf.chosen("embedder")
        installed = self.shelf.find(name) if name else None
        if installed is None:
            return None
        with self._lock:
            if installed.name not in self._embedders:
                self._embedders[installed.name] = self._open_embedder(installed)
            return self._embedders[installed.name]

    def made(self, identity: str, name: str) -> bool:
        """Whether vectors of that identity are those of the model `name` as it is now; opens nothing."""
        installed = self.shelf.find(name)
        model = self.shelf.catalogue.model(name)
        usage = f" query={model.query_prefix!r} passage={model.passage_prefix!r}"
        return installed is not None and identity.startswith(installed.sha256) and identity.endswith(usage)

    def generator(self) -> Speaker:
        """What answers: the endpoint that the person chose, else the chosen generator of this machine.

        Raises ModelMissingError when there is none, and ModelError when an endpoint may not be used.
        """
        elsewhere = self._outside.speaker() if self._outside else None
        return elsewhere or self.local_generator()

    def installed_generator(self) -> Installed | None:
        """The chosen generator of this machine, which need not be open; None when it is not on the shelf."""
        name = self.shelf.chosen("generator")
        return self.shelf.find(name) if name else None

    def local_generator(self) -> Generator:
        """The chosen generator, in its own process here. Raises ModelMissingError when there is none."""
        installed = self.installed_generator()
        if installed is None:
            raise ModelMissingError(
                "There is no language model to answer with. Search works without one: secondme recall. "
                "Get one with: secondme models pull"
            )
        with self._lock:
            if installed.name not in self._generators:
                self._generators[installed.name] = self._open_generator(installed)
            return self._generators[installed.name]

    def reranker(self, kind: RerankerKind) -> Reranker | None:
        """What looks again at the first hits: a reranking model, or the generator here; None without it."""
        from secondme.recall.reranking import GeneratorReranker, ModelReranker

        if kind == "generator":
            with suppress(ModelMissingError):
                return GeneratorReranker(self.local_generator())
        name = self.shelf.chosen("reranker") if kind == "model" else None
        installed = self.shelf.find(name) if name else None
        if installed is None:
            return None
        with self._lock:
            if installed.name not in self._rankers:
                from models.reranker import RankingModel

                self._rankers[installed.name] = RankingModel(installed.path)
            return ModelReranker(self._rankers[installed.name])

    def drop_heads(self) -> None:
        """Forgets what the generators have read, in memory and on the disk. Raises StoreError."""
        with self._lock:
            for generator in self._generators.values():
                generator.drop_heads()
        if self._heads is not None:
            self._heads.drop()

    def names(self) -> list[str]:
        """The models that are open now."""
        return [*self._embedders, *self._generators, *self._rankers]

    def close(self) -> None:
        """Closes all that is open; a generator's process ends."""
        with self._lock:
            if self._outside is not None:
                self._outside.close()
            for generator in self._generators.values():
                generator.close()
            for embedder in self._embedders.values():
                embedder.engine.close()
            for ranker in self._rankers.values():
                ranker.close()
            self._rankers.clear()
            self._generators.clear()
            self._embedders.clear()

    def _open_generator(self, installed: Installed) -> Generator:
        from dataclasses import asdict

        from models.generator import Generator
        from models.tuning import read_tuning

        tuning = asdict(read_tuning(self.shelf.folder, installed.sha256))
        return Generator(installed.path, heads=self._heads, identity=installed.sha256, **tuning)

    def _open_embedder(self, installed: Installed) -> NamedEmbedder:
        from models.embedder import Embedder

        model = self.shelf.catalogue.model(installed.name)
        engine = Embedder(
            installed.path,
            pooling=model.pooling,
            query_prefix=model.query_prefix,
            passage_prefix=model.passage_prefix,
        )
        return NamedEmbedder(installed.name, f"{installed.sha256} {engine.identity}", engine)
