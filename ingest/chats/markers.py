"""What stands in a message's text for what is no text: "[photo: IMG_1.jpg]", worth finding by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

_KINDS = {
    "photo": ("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff"),
    "video": ("mp4", "mov", "m4v", "3gp", "mkv", "webm", "avi"),
    "audio": ("opus", "ogg", "oga", "m4a", "mp3", "aac", "wav", "amr", "flac", "caf"),
    "contact": ("vcf",),
}
_KIND_OF = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}


def attachment(name: str) -> str:
    """ "[photo: IMG_1.jpg]"; of a path only the last part counts. "" where the file has no name."""
    last = PurePosixPath(name.replace("\\", "/")).name.strip()
    suffix = last.rpartition(".")[2].lower()
    return f"[{_KIND_OF.get(suffix, 'file')}: {last}]" if last else ""


def poll(question: str, options: Sequence[str]) -> str:
    """A question and what one could answer, a line each."""
    return "\n".join([f"Poll: {question}", *(f"- {option}" for option in options if option)])


def lines(*parts: str) -> str:
    """The parts that say anything, one below the other."""
    return "\n".join(part for part in parts if part)
