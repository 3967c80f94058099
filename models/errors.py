"""What can go wrong with a model.

    ModelError                 5  the base: a model is missing or failed
    ├── CatalogueError         5  the catalogue file breaks its own rules
    ├── UnknownModelError      2  no such name in the catalogue
    ├── ModelMissingError      5  known, but not on the shelf
    ├── HashMismatchError      5  the bytes are not the ones we trust
    ├── TruncatedError         5  fewer bytes arrived than were promised
    ├── ConversionError        5  a downloaded file could not be turned into a GGUF
    ├── SourceMissingError     5  a place no longer has the file
    ├── NotAModelError         5  a downloaded file that is no GGUF
    ├── ShelfError             5  the shelf's own record cannot be read
    ├── PullBusyError          5  another process is pulling the same model
    ├── NoSpaceError           7  the disk is full or will be
    ├── NetworkError           8  no place could be reached
    ├── EndpointError          8  a model on another machine did not answer, or not as it should
    │   ├── PublicAddressError 2  it is not on the person's own network
    │   └── RefusedError       8  it answered with an error
    ├── ModelLoadError         5  a file that llama.cpp cannot open or run
    ├── EngineDiedError        5  the engine's process ended in the middle of its work
    ├── ContextTooLongError    5  a prompt longer than the model's context
    ├── BadSchemaError         5  a JSON schema that cannot become a grammar
    └── StoppedError         130  whoever asked no longer wanted to know

Each message says what happened, what was kept, and what to do next.
"""

from __future__ import annotations


class ModelError(Exception):
    """A model is missing or failed."""

    exit_code: int = 5


class CatalogueError(ModelError):
    """The catalogue breaks its own rules; the message lists every violation."""


class UnknownModelError(ModelError):
    """A name that the catalogue does not know."""

    exit_code: int = 2


class ModelMissingError(ModelError):
    """A model that is known but not on the shelf."""


class HashMismatchError(ModelError):
    """A file whose SHA-256 is not the trusted one. It is deleted, never installed."""


class TruncatedError(ModelError):
    """Fewer bytes arrived than were promised, again and again."""


class ConversionError(ModelError):
    """A downloaded file does not have the shape that the conversion expects."""


class SourceMissingError(ModelError):
    """A place that answers, but does not have the file."""


class NotAModelError(ModelError):
    """A downloaded file that is no GGUF, such as a login page."""


class ShelfError(ModelError):
    """The shelf's own record cannot be read."""


class PullBusyError(ModelError):
    """Another process is pulling the same model."""


class NoSpaceError(ModelError):
    """The disk is full, or would be before the model is in."""

    exit_code: int = 7


class NetworkError(ModelError):
    """No place that has the model could be reached."""

    exit_code: int = 8


class EndpointError(ModelError):
    """A model on another machine could not be reached, or did not answer as it should."""

    exit_code: int = 8


class PublicAddressError(EndpointError):
    """The endpoint is not on the person's own network, or is reached unencrypted over the public one."""

    exit_code: int = 2


class RefusedError(EndpointError):
    """The endpoint answered with an error: HTTP's `status`, and what it `said` itself, cut."""

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status = status
        self.said = said


class ModelLoadError(ModelError):
    """llama.cpp is missing, or could not open or run this file."""


class EngineDiedError(ModelError):
    """The engine's process ended in the middle of its work; the next call starts a new one."""


class ContextTooLongError(ModelError):
    """The prompt has `tokens` tokens where `limit` fit; nothing was evaluated: trim it and try again."""

    def __init__(self, tokens: int, limit: int) -> None:
        super().__init__(
            f"The prompt is {tokens} tokens long and this model takes {limit} here. "
            "Nothing was generated. Shorten the prompt or choose a model with a longer context."
        )
        self.tokens = tokens
        self.limit = limit


class BadSchemaError(ModelError):
    """A JSON schema that cannot become a grammar. Nothing was generated."""


class StoppedError(ModelError):
    """The call was cancelled by whoever made it."""

    exit_code: int = 130
