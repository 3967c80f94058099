"""Which format a file is in: by its content first, for names lie."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.content import Content
from ingest.encoding import holds_text
from ingest.exclusions import is_maildir_name
from ingest.formats import BY_SUFFIX, FORMATS, Format
from ingest.junk import JUNK_TAG, why_junk
from ingest.signatures import find_signature, name_of_kind
from ingest.sniffing import sniff

BINARY_SUFFIXES = frozenset(
    f".{ending}"
    for endings in (
        "pdf epub msg doc dot docx docm dotx dotm ppt pps pptx pptm ppsx ppsm potx xls xlsx xlsm xltx xlsb",
        "odt ott ods ots odp otp odg jpg jpeg png gif webp tif tiff heic heif avif bmp",
        "mp3 m4a wav flac ogg opus aac",
    )
    for ending in endings.split()
)
"""Names that promise something else than text."""
_WITHOUT_READER = {
    ".doc": ("an old Word document", "open it in a word processor and save it as .docx"),
    ".xls": ("an old Excel workbook", "open it in a spreadsheet program and save it as .xlsx"),
    ".ppt": ("an old PowerPoint presentation", "open it and save it as .pptx"),
    ".msg": ("an Outlook mail", "save it as .eml"),
    ".pages": ("an Apple Pages document", "export it as a PDF or a Word document"),
    ".numbers": ("an Apple Numbers sheet", "export it as an Excel workbook"),
    ".keynote": ("an Apple Keynote presentation", "export it as a PDF or as PowerPoint"),
    ".djvu": ("a DjVu book", "convert it to PDF"),
    ".pst": ("an Outlook mailbox", "export it as .mbox"),
}
"""What people miss when it is not read, and what they can do."""
_NOTHING_IN_IT = {
    "an archive": ".zip .tar .gz .bz2 .xz .7z .rar .zst",
    "a program": ".elf .exe .dylib .class .wasm .apk .jar",
    "a video": ".mp4 .mkv .avi .flv .mpg .m2ts",
    "a sound recording": ".mp3 .m4a .wav .flac .ogg",
    "a picture": ".png .jpg .gif .tiff .bmp .psd .webp .heic .avif",
    "a drawing": ".svg .odg",
    "a font": ".ttf .otf .woff .woff2",
    "a database": ".sqlite",
    "a model or a data set": ".gguf .npy .parquet",
    "a container of a program's own data": ".ole",
}
_SKIPPED = {suffix: what for what, suffixes in _NOTHING_IN_IT.items() for suffix in suffixes.split()}
_MAIL_NAMES = ("text", "mail", "mbox")
"""Behind these names a mail may hold whatever bytes it was sent with."""
_SAYS_LITTLE = ("text", "calendar", "contacts")
"""Names that a clear beginning outdoes: address books come as .ics, and web pages as any download."""
_MAYBE_CHAT = ("text", "json")
_CHAT_NOTES = ("chat.md", "index.md")
"""What signal-export calls the chats that it writes as Markdown."""
NO_READER = "files of its kind are not read yet"
_CONTAINERS = (".zip", ".ole")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is. tag: changes when a later version would see or read more in it.

    format: None where nothing is to be read; then `reason` follows "was not read: ", and `is_loss` says
    whether a person would miss it.
    """

    tag: str
    format: Format | None = None
    reason: str = ""
    is_loss: bool = False


def detect(content: Content) -> Kind:
    """What a file is. Its content decides, and among kinds of text that look alike, its name."""
    named = BY_SUFFIX.get(content.suffix)
    signature = find_signature(content)
    if signature is not None:
        promises_container = signature in _CONTAINERS and content.suffix in BINARY_SUFFIXES
        return _kind(named) if promises_container and named is not None else _of(signature)
    if not content.head and content.suffix in BINARY_SUFFIXES:
        return Kind("", reason="it is empty", is_loss=True)
    if not holds_text(content.head):
        return _binary(content, named)
    return _text(content, named)


def current_tag(tag: str) -> str:
    """The tag that a file gets today which once got `tag`: another one when its reader has improved."""
    name = tag.partition(":")[0]
    if name == JUNK_TAG.partition(":")[0]:
        return JUNK_TAG
    format = _find(name)
    return format.tag if format is not None else tag


def _kind(format: Format) -> Kind:
    return Kind(format.tag, format)


def _find(kind: str) -> Format | None:
    """By a format's name or by the usual suffix."""
    return FORMATS.get(kind) or BY_SUFFIX.get(kind)


def _of(kind: str) -> Kind:
    """What is known of a kind, whether or not there is a reader for it."""
    tag = f"{kind}:0"
    format = _find(kind)
    if format is not None:
        return _kind(format)
    if kind == "key":
        return Kind(tag, reason="it holds a key or certificate, which are never read")
    if kind == ".encrypted":
        return Kind(
            tag, reason="it is encrypted; save a copy without the password and add that", is_loss=True
        )
    if kind in _WITHOUT_READER:
        what, remedy = _WITHOUT_READER[kind]
        return Kind(tag, reason=f"it is {what}, which is not read; {remedy}", is_loss=True)
    if kind in _SKIPPED:
        return Kind(tag, reason=f"it is {_SKIPPED[kind]}, in which there is no text to read")
    return Kind(tag, reason=NO_READER, is_loss=True)


def _binary(content: Content, named: Format | None) -> Kind:
    """A name that promises something binary has its reader say what is wrong with the file."""
    if named is not None and content.suffix in BINARY_SUFFIXES:
        return _kind(named)
    if named is None or named.name in _MAIL_NAMES:
        sniffed = sniff(content.head)
        if sniffed.kind in (".eml", ".mbox"):
            return _of(sniffed.kind)
    what = name_of_kind(content.head)
    seems = f"; it seems to be: {what}" if what else ""
    tag = f"{content.suffix}:0" if named is None and content.suffix else ""
    return Kind(tag, reason=f"it holds binary data, not text{seems}", is_loss=named is not None)


def _text(content: Content, named: Format | None) -> Kind:
    chat = _chat(content, named)
    if chat is not None:
        return _kind(chat)
    found = _by_text(content, named)
    if found.format is None:
        return found
    is_plain = found.format.name == "text"
    junk = why_junk(content.name, content.head, content.size, is_plain=is_plain)
    return Kind(JUNK_TAG, reason=junk) if junk else found


def _chat(content: Content, named: Format | None) -> Format | None:
    """The chat export that a text is, where its name promises nothing that it could not be."""
    if named is not None and named.name not in _MAYBE_CHAT and content.name.lower() not in _CHAT_NOTES:
        return None
    from ingest.chats.single import kind_of_content

    kind = kind_of_content(content)
    return FORMATS[kind] if kind is not None else None


def _by_text(content: Content, named: Format | None) -> Kind:
    """What looks like a text: its name has the say where its beginning is no proof of something else."""
    sniffed = sniff(content.head)
    if sniffed.kind in ("key", "bookmarks") and (found := _of(sniffed.kind)).reason != NO_READER:
        return found
    if sniffed.kind == ".eml" and is_maildir_name(content.name):
        return _of(sniffed.kind)
    if named is not None and content.suffix not in BINARY_SUFFIXES:
        proves_more = named.name in _SAYS_LITTLE and sniffed.certain
        if not proves_more:
            return _kind(named)
    found = _of(sniffed.kind)
    return _kind(FORMATS["text"]) if found.reason == NO_READER else found
