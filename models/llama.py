"""The one door to llama.cpp: loads the native binding, keeps its logs, opens models and contexts.

Only this module imports `llama_cpp`; everything native goes through the handles defined here.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any

from models.errors import ModelLoadError

KEPT_LOG_LINES = 40
NATIVE_ERROR = 3

_native_lines: deque[str] = deque(maxlen=KEPT_LOG_LINES)
_loading = threading.Lock()
_loaded: dict[str, Any] = {}


def load_llama_cpp() -> Any:
    """Return llama.cpp's binding (`llama_cpp.llama_cpp`), loaded once, quiet on both output streams.

    The full package also brings a chat server, a disk cache and templates, a quarter of a second that a cold
    `secondme recall` has no use for, so only the binding is imported. A later `import llama_cpp` still works.
    """
    with _loading:
        if "binding" not in _loaded:
            # Waiting OpenMP threads spin by default: next to a busy process a token took 3.6 s, not 0.07 s.
            # A short spin (some 20 microseconds) keeps the speed of an idle machine: 4 ms a query, not 10.
            os.environ.setdefault("OMP_WAIT_POLICY", "passive")
            os.environ.setdefault("GOMP_SPINCOUNT", "1000")
            binding = _import_binding_alone()
            _keep_native_logs(binding)
            binding.llama_backend_init()
            _loaded["binding"] = binding
        return _loaded["binding"]


def native_log_tail(lines: int = 3) -> str:
    """The last lines that llama.cpp logged, for an error message."""
    told = "".join(_native_lines).strip().splitlines()
    return " / ".join(line.strip() for line in told[-lines:]) or "llama.cpp gave no reason"


def mend_text(text: str) -> str:
    """`text` as llama.cpp can take it: broken surrogates become U+FFFD, NULs become spaces."""
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", " ")


def _closed(path: Path) -> ModelLoadError:
    return ModelLoadError(f"{path.name} was closed. Nothing was computed. Open it again to go on.")


@contextmanager
def _bare_package(name: str) -> Iterator[None]:
    """Stand in for package `name` so that its submodules load without running its `__init__`."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise ModelLoadError(
            "llama.cpp is not installed, so no model can run. Nothing was changed. "
            "Install it with: pip install llama-cpp-python"
        )
    bare = ModuleType(name)
    bare.__path__ = list(spec.submodule_search_locations)
    sys.modules[name] = bare
    try:
        yield
    finally:
        if sys.modules.get(name) is bare:
            del sys.modules[name]


def _import_binding_alone() -> Any:
    if "llama_cpp" in sys.modules:
        return importlib.import_module("llama_cpp.llama_cpp")
    with _bare_package("llama_cpp"):
        return importlib.import_module("llama_cpp.llama_cpp")


def show_native_errors() -> None:
    """From now on, repeat what llama.cpp logs as an error on stderr: for a process that may die of it."""
    _loaded["shows errors"] = True


def _keep_native_logs(binding: Any) -> None:
    def keep(level: int, text: bytes, user_data: Any) -> None:
        _native_lines.append(text.decode("utf-8", "replace"))
        if level == NATIVE_ERROR and "shows errors" in _loaded:
            os.write(2, text)

    callback = binding.llama_log_callback(keep)
    _loaded["log callback"] = callback  # llama.cpp holds only the address; this keeps it alive
    binding.llama_log_set(callback, ctypes.c_void_p(0))


class NativeModel:
    """A GGUF file opened by llama.cpp: its weights and its vocabulary. Close it after its contexts."""

    def __init__(self, path: Path, *, gpu_layers: int = 0, repack: bool = True) -> None:
        """Open `path`. `repack` copies the weights into a form that suits the processor, where it is safe to.

        Raises ModelLoadError when the file is missing or not a model that llama.cpp knows.
        """
        self.api = load_llama_cpp()
        self.path = path
        self._contexts: list[NativeContext] = []
        self._asking = threading.Lock()
        self._handle = _open_model(self.api, path, gpu_layers, repack)
        self.vocab = self.api.llama_model_get_vocab(self._handle)
        self.trained_context: int = self.api.llama_model_n_ctx_train(self._handle)
        self.vocab_size: int = self.api.llama_vocab_n_tokens(self.vocab)
        self.dimensions: int = self.api.llama_model_n_embd(self._handle)
        self.architecture = self.metadata("general.architecture") or ""

    @property
    def handle(self) -> Any:
        """The native model. Raises ModelLoadError after `close`, where llama.cpp itself would crash."""
        if not self._handle:
            raise _closed(self.path)
        return self._handle

    def ask(self, function: Any, *args: Any) -> Any:
        """What a function of llama.cpp tells of the vocabulary. Raises ModelLoadError after `close`.

        `close` waits for it: a thread that is still cutting a text into tokens would read freed memory.
        """
        with self._asking:
            return function(self.handle and self.vocab, *args)

    def tokenize(self, text: str, *, special: bool = False, wrap: bool = False) -> list[int]:
        """Tokens of `text`. `wrap` adds the model's start and end; `special` obeys markers in the text."""
        data = mend_text(text).encode("utf-8")
        room = len(data) + 16
        while True:
            tokens = (ctypes.c_int32 * room)()
            count: int = self.ask(self.api.llama_tokenize, data, len(data), tokens, room, wrap, special)
            if count >= 0:
                return tokens[:count]
            room = -count

    def token_array(self, tokens: Sequence[int]) -> Any:
        """`tokens` as the C array that a batch points to."""
        return (ctypes.c_int32 * len(tokens))(*tokens)

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The bytes that `token` stands for; a token may hold only part of a character."""
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            count: int = self.ask(self.api.llama_token_to_piece, token, buffer, room, 0, special)
            if count >= 0:
                return buffer.raw[:count]
            room = -count

    @property
    def start_token(self) -> int | None:
        """The token that every text must begin with, or None where the model wants none."""
        wanted = self.ask(self.api.llama_vocab_get_add_bos)
        return int(self.ask(self.api.llama_vocab_bos)) if wanted else None

    @property
    def end_token(self) -> int:
        """The token that ends a text."""
        return int(self.ask(self.api.llama_vocab_eos))

    def ends(self, token: int) -> bool:
        """Whether `token` ends the answer (of text, of turn, and the like)."""
        return bool(self.ask(self.api.llama_vocab_is_eog, token))

    def pair_tokens(self) -> tuple[list[int], list[int], list[int]]:
        """The tokens before, between and after two texts that are read together."""
        api = self.api
        separator, end = int(self.ask(api.llama_vocab_sep)), self.end_token
        end = separator if end < 0 else end
        start = [self.start_token] if self.start_token is not None else []
        ended = [end] if end >= 0 else []
        between = ended if self.ask(api.llama_vocab_get_add_eos) else []
        if separator >= 0 and self.ask(api.llama_vocab_get_add_sep):
            between = [*between, separator]
        return start, between or ended, ended

    def metadata(self, key: str) -> str | None:
        """A value from the file's header as text, or None where the key is absent."""
        room = 1 << 10
        while True:
            buffer = ctypes.create_string_buffer(room)
            size: int = self.api.llama_model_meta_val_str(self.handle, key.encode(), buffer, room)
            if size < 0:
                return None
            if size < room:
                return buffer.raw[:size].decode("utf-8", "replace")
            room = size + 1

    def open_context(self, **settings: Any) -> NativeContext:
        """A context over this model: llama.cpp's defaults changed by `settings`. Raises ModelLoadError."""
        context = NativeContext(self, settings)
        self._contexts.append(context)
        return context

    def close(self) -> None:
        """Free the contexts, each after the work it is doing, then the weights. Safe to call twice."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        with self._asking:
            if self._handle:
                self.api.llama_model_free(self._handle)
                self._handle = None


class NativeContext:
    """Working memory over a model. llama.cpp aborts when two threads share one: hold `lock` to use it."""

    def __init__(self, model: NativeModel, settings: dict[str, Any]) -> None:
        self.lock = threading.Lock()
        self.model = model
        params = model.api.llama_context_default_params()
        for name, value in settings.items():
            setattr(params, name, value)
        self._handle = model.api.llama_init_from_model(model.handle, params)
        if not self._handle:
            raise ModelLoadError(
                f"{model.path.name} opened, but there was no room to run it ({native_log_tail()}). "
                "Nothing was changed. Close other programs or choose a smaller model."
            )

    @property
    def handle(self) -> Any:
        """The native context. Raises ModelLoadError after `close`, where llama.cpp itself would crash."""
        if not self._handle:
            raise _closed(self.model.path)
        return self._handle

    def close(self) -> None:
        """Free the memory once nobody uses it. Safe to call twice."""
        with self.lock:
            if self._handle:
                self.model.api.llama_free(self._handle)
                self._handle = None


class EmbeddingLane:
    """A context that turns a few token sequences at a time into vectors; several lanes may run at once."""

    def __init__(
        self,
        model: NativeModel,
        pooling: int,
        *,
        room: int,
        texts: int,
        threads: int,
        outputs: int | None = None,
    ) -> None:
        """`room`: tokens a batch; `texts`: sequences a batch; `pooling`: llama.cpp's number for it.

        `outputs`: numbers a sequence, where these are not the model's dimensions.
        """
        self._model = model
        self._outputs = outputs or model.dimensions
        self._context = model.open_context(
            n_ctx=room,
            n_batch=room,
            n_ubatch=room,  # attention that looks both ways takes the batch at once, or llama.cpp aborts
            n_seq_max=texts,
            kv_unified=True,
            n_threads=threads,
            n_threads_batch=threads,
            embeddings=True,
            pooling_type=pooling,
            no_perf=True,
        )
        self._memory = model.api.llama_get_memory(self._context.handle)

    def embed(self, sequences: Sequence[Sequence[int]]) -> Any:
        """Raw vectors, a float32 array of shape (len(sequences), outputs). Raises ModelLoadError."""
        import numpy as np

        api, model = self._model.api, self._model
        batch = SequenceBatch(api, sequences)
        vectors = np.empty((len(sequences), self._outputs), dtype=np.float32)
        with self._context.lock:
            context = self._context.handle
            if self._memory:
                api.llama_memory_clear(self._memory, True)
            run = api.llama_decode if self._memory else api.llama_encode
            status: int = run(context, batch.native)
            for row in range(len(sequences) if status == 0 else 0):
                pointer = api.llama_get_embeddings_seq(context, row)
                vectors[row] = np.ctypeslib.as_array(pointer, (self._outputs,))
        if status != 0 or not np.isfinite(vectors).all():
            raise ModelLoadError(
                f"{model.path.name} could not embed a text (status {status}; {native_log_tail()}). Nothing "
                "was stored for it. Try again, or choose another model with `secondme models use`."
            )
        return vectors


class SequenceBatch:
    """Several token sequences laid out as llama.cpp reads them. Owns the memory that `native` points to.

    `after`: tokens that each sequence has already. `first`: the number of the first sequence. `last_alone`:
    only each sequence's last token is wanted; `ends` has where those are.
    """

    def __init__(
        self,
        api: Any,
        sequences: Sequence[Sequence[int]],
        *,
        after: int = 0,
        first: int = 0,
        last_alone: bool = False,
    ) -> None:
        tokens = [token for sequence in sequences for token in sequence]
        places = [after + place for sequence in sequences for place in range(len(sequence))]
        owners = [owner for owner, sequence in enumerate(sequences) for _ in sequence]
        size = len(tokens)
        self.ends = [end - 1 for end in accumulate(map(len, sequences))]
        ids = [ctypes.c_int32(first + owner) for owner in range(len(sequences))]
        one_id = ctypes.POINTER(ctypes.c_int32)
        self._tokens = (ctypes.c_int32 * size)(*tokens)
        self._places = (ctypes.c_int32 * size)(*places)
        self._counts = (ctypes.c_int32 * size)(*([1] * size))
        pointers = [ctypes.pointer(identity) for identity in ids]
        self._owners = (one_id * size)(*(pointers[owner] for owner in owners))
        wanted = set(self.ends) if last_alone else range(size)
        self._wanted = (ctypes.c_int8 * size)(*(int(at in wanted) for at in range(size)))
        self.native = api.llama_batch(
            size, self._tokens, None, self._places, self._counts, self._owners, self._wanted
        )


def lends_what_it_names(api: Any) -> bool:
    """Whether llama.cpp may copy weights for the special units of the processor that it was built for.

    Not for AMX: virtual machines name its tiles without lending them, and the first product then ends the
    process by a fault. Laptops have none; `packaging/install.sh` builds without it, others may not.
    """
    return b"AMX_INT8 = 1" not in api.llama_print_system_info()


def _open_model(api: Any, path: Path, gpu_layers: int, repack: bool) -> Any:
    if not path.is_file():
        raise ModelLoadError(
            f"There is no model file at {path}. Nothing was changed. Fetch it with `secondme models pull`."
        )
    params = api.llama_model_default_params()
    params.n_gpu_layers = gpu_layers
    params.use_extra_bufts = repack and lends_what_it_names(api)
    handle = api.llama_model_load_from_file(os.fsencode(path), params)
    if not handle:
        raise ModelLoadError(
            f"llama.cpp could not open {path.name}: {native_log_tail()}. The file was left as it is. "
            "If `secondme models verify` says that it is damaged, remove it and pull it again; else it may "
            "be too new: update secondme."
        )
    return handle
