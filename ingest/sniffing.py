"""What a text is, where its name does not tell: a mail, a web page, a calendar, a script, or simply text."""

from __future__ import annotations

import re
from dataclasses import dataclass

SNIFFED = 4096

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,40}: ?\S?")
_MAIL_HEADERS = frozenset(
    ("from", "to", "subject", "date", "received", "message-id", "return-path", "delivered-to", "mime-version")
)
_MBOX = re.compile(r"From \S+ .*\d{2}:\d{2}(?::\d{2})?.*\n(?:>?[A-Za-z][A-Za-z0-9-]+:|From )")
_WEB_PAGE = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
_SENT = frozenset(("to", "received", "message-id", "return-path", "delivered-to"))
"""A web page that a browser saved has the other headers of a mail; it was never sent to anybody."""
_ARCHIVED_PAGE = re.compile(r"^content-type:\s*multipart/related", re.I | re.M)
_DRAWING = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+svg[^>]*>\s*)?<svg[\s>]", re.I | re.S
)
_SCRIPT = re.compile(
    r"#!\s*\S*?(?:env\s+(?:-S\s+)?)?(?:\S*/)?(python|bash|zsh|sh|node|perl|ruby|lua|php)[\d.]*\b"
)
_SCRIPTS = {
    "python": ".py",
    "bash": ".sh",
    "zsh": ".sh",
    "sh": ".sh",
    "node": ".js",
    "perl": ".pl",
    "ruby": ".rb",
    "lua": ".lua",
    "php": ".php",
}
_KEYS = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*(?:PRIVATE KEY|CERTIFICATE)(?: BLOCK)?-----"
    r"|PuTTY-User-Key-File-\d|AGE-SECRET-KEY-1"
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """kind: a format's name or a usual suffix. certain: so it is, even if it is called a plain text."""

    kind: str
    certain: bool = True


def sniff(head: bytes) -> Sniffed:
    """The kind of a text that begins so; plain text where nothing else shows."""
    text = _beginning(head)
    upper = text[:200].upper()
    if _KEYS.match(text):
        return Sniffed("key")
    if upper.startswith("<!DOCTYPE NETSCAPE-BOOKMARK-FILE-1"):
        return Sniffed("bookmarks")
    if upper.startswith("BEGIN:VCALENDAR"):
        return Sniffed(".ics")
    if upper.startswith("BEGIN:VCARD"):
        return Sniffed(".vcf")
    if text.startswith("<"):
        return _sniff_markup(text)
    if text.startswith(("{", "[")):
        return _sniff_json(text)
    if text.startswith("#!"):
        script = _SCRIPT.match(text)
        return Sniffed(_SCRIPTS[script[1]] if script else "text", certain=False)
    if text.startswith("WEBVTT"):
        return Sniffed(".vtt", certain=False)
    if _MBOX.match(text):
        return Sniffed(".mbox")
    headers = _headers(text)
    if _is_mail(headers):
        is_page = _ARCHIVED_PAGE.search(text.partition("\n\n")[0]) and not _SENT.intersection(headers)
        return Sniffed(".mht" if is_page else ".eml", certain=False)
    return Sniffed("text", certain=False)


def _beginning(head: bytes) -> str:
    start = head[:SNIFFED]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            return start[2:].decode(encoding, "replace").lstrip()
    if b"\0" in start[:2]:
        return start.decode("utf-16-be" if start[0] == 0 else "utf-16-le", "replace").lstrip()
    return start.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n").lstrip()


def _sniff_markup(text: str) -> Sniffed:
    if _WEB_PAGE.match(text):
        return Sniffed(".html")
    if _DRAWING.match(text):
        return Sniffed(".svg")
    if "<office:document" in text:
        kind = re.search(r"opendocument\.(text|spreadsheet|presentation)", text)
        return Sniffed({"text": ".fodt", "spreadsheet": ".fods"}.get(kind[1], ".fodp") if kind else ".fodt")
    return Sniffed("text", certain=False)


def _sniff_json(text: str) -> Sniffed:
    if '"cell_type"' in text and '"cells"' in text:
        return Sniffed(".ipynb")
    if ('"checksum"' in text[:200] and '"roots"' in text) or "text/x-moz-place" in text:
        return Sniffed("bookmarks")
    looks = re.match(r'\{\s*(?:"|\}|$)|\[\s*(?:[\[{"\d\]-]|true|false|null|$)', text)
    return Sniffed(".json" if looks else "text", certain=False)


def _headers(text: str) -> list[str]:
    """The names, in lower case, of the header lines before the first line that is none."""
    names: list[str] = []
    for line in text.split("\n"):
        if line[:1] in (" ", "\t") and names:
            continue
        if not _HEADER.match(line):
            break
        names.append(line.partition(":")[0].lower())
    return names


def _is_mail(headers: list[str]) -> bool:
    """Three header lines at least, two of them such as only mails have."""
    return len(headers) >= 3 and len(_MAIL_HEADERS.intersection(headers)) >= 2
