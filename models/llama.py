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
from pathlib import Path
from types import ModuleType
from typing import Any

from models.errors import ModelLoadError

KEPT_LOG_LINES = 40

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
            # Waiting OpenMP threads spin by default: with another busy process a token took 3.6 s, not 0.07 s.
            os.environ.setdefault("OMP_WAIT_POLICY", "passive")
            binding = _import_binding_alone()
            _keep_native_logs(binding)
            binding.llama_backend_init()
            _loaded["binding"] = binding
        return _loaded["binding"]


def native_log_tail(lines: int = 3) -> str:
    """The last lines that llama.cpp logged, for an error message; empty when it said nothing."""
    told = "".join(_native_lines).strip().splitlines()
    return "\n".join(told[-lines:])


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


def _keep_native_logs(binding: Any) -> None:
    def keep(level: int, text: bytes, user_data: Any) -> None:
        _native_lines.append(text.decode("utf-8", "replace"))

    callback = binding.llama_log_callback(keep)
    _loaded["log callback"] = callback  # llama.cpp holds only the address; this keeps it alive
    binding.llama_log_set(callback, ctypes.c_void_p(0))


class NativeModel:
    """A GGUF file opened by llama.cpp: its weights and its vocabulary. Close it after its contexts."""

    def __init__(self, path: Path, *, gpu_layers: int = 0) -> None:
        """Open `path`. Raises ModelLoadError when the file is missing or is not a model that llama.cpp knows."""
        self.api = load_llama_cpp()
        self.path = path
        self.handle = _open_model(self.api, path, gpu_layers)
        self.vocab = self.api.llama_model_get_vocab(self.handle)
        self.trained_context: int = self.api.llama_model_n_ctx_train(self.handle)
        self.vocab_size: int = self.api.llama_vocab_n_tokens(self.vocab)

    def tokenize(self, text: str, *, special: bool = False, wrap: bool = False) -> list[int]:
        """Tokens of `text`. `wrap` adds the model's own start and end; `special` obeys markers in the text."""
        data = mend_text(text).encode("utf-8")
        room = len(data) + 16
        while True:
            tokens = (ctypes.c_int32 * room)()
            count: int = self.api.llama_tokenize(self.vocab, data, len(data), tokens, room, wrap, special)
            if count >= 0:
                return tokens[:count]
            room = -count

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The bytes that `token` stands for; a token may hold only part of a character."""
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            count: int = self.api.llama_token_to_piece(self.vocab, token, buffer, room, 0, special)
            if count >= 0:
                return buffer.raw[:count]
            room = -count

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

    def open_context(self, **settings: Any) -> Any:
        """A context over this model with llama.cpp's defaults changed by `settings`. Raises ModelLoadError."""
        params = self.api.llama_context_default_params()
        for name, value in settings.items():
            setattr(params, name, value)
        context = self.api.llama_init_from_model(self.handle, params)
        if not context:
            raise ModelLoadError(
                f"{self.path.name} opened, but there was no room to run it ({native_log_tail() or 'no reason given'})."
                " Nothing was changed. Close other programs or choose a smaller model."
            )
        return context

    def close(self) -> None:
        """Free the weights. Safe to call twice."""
        if self.handle:
            self.api.llama_model_free(self.handle)
            self.handle = None


def _open_model(api: Any, path: Path, gpu_layers: int) -> Any:
    if not path.is_file():
        raise ModelLoadError(
            f"There is no model file at {path}. Nothing was changed. Fetch it with `secondme models pull`."
        )
    params = api.llama_model_default_params()
    params.n_gpu_layers = gpu_layers
    handle = api.llama_model_load_from_file(os.fsencode(path), params)
    if not handle:
        raise ModelLoadError(
            f"llama.cpp could not open {path.name}: {native_log_tail() or 'no reason given'}. The file was left as it is."
            " It may be damaged or too new: pull it again, or update secondme."
        )
    return handle


def mend_text(text: str) -> str:
    """`text` as llama.cpp can take it: broken surrogates become U+FFFD, NULs become spaces."""
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", " ")


def token_array(tokens: Sequence[int]) -> Any:
    """`tokens` as the C array that a batch points to."""
    return (ctypes.c_int32 * len(tokens))(*tokens)
