"""Letters that neither a form nor every viewer has (Ł, Ж, 中, ₹): from a font of the system, put into it.

Of the font only the letters in use are put in. Fonts whose makers forbid it are passed over. Scripts whose
letters change with their neighbours, or run from the right, are left to the viewer.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.forms.pdf_fonts import Piece

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf

MOST_FONTS = 600
"""Tried until one has all letters."""
_PREFERRED = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "Arial.ttf",
    "Arial Unicode.ttf",
    "NotoSansCJK-Regular.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "AppleSDGothicNeo.ttc",
    "wqy-microhei.ttc",
    "DroidSansFallbackFull.ttf",
)
_SERIFS = ("DejaVuSerif.ttf", "NotoSerif-Regular.ttf", "LiberationSerif-Regular.ttf", "Times New Roman.ttf")
_NEEDED = {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "CFF ", "GlyphOrder", "vmtx", "vhea"}
"""Tables that a font in a file is drawn from."""
_FORBIDDEN = 0x0002
"""The bit of OS/2.fsType by which a font may not be embedded."""
_JOINED = ((0x0590, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
"""Scripts that need shaping: Hebrew to Tibetan, Burmese, Khmer, Mongolian."""


@dataclass
class SystemLettering:
    """A font of the system. Its letters are put into the file by `embed`, once all that is written is known.

    glyphs: the number and width of each character, at a size of 1 point. used: characters written so far.
    """

    font: Dictionary
    path: Path
    glyphs: Mapping[str, tuple[int, float]]
    used: set[str] = field(default_factory=set)

    def has(self, text: str) -> bool:
        """Whether it has a letter for each character."""
        return all(letter in self.glyphs for letter in text)

    def width(self, text: str) -> float:
        """At a size of 1 point, in points."""
        return sum(self.glyphs[letter][1] for letter in text)

    def pieces(self, text: str) -> list[Piece]:
        """As the file writes it: two bytes for each character."""
        self.used.update(text)
        return [(self.font, b"".join(self.glyphs[letter][0].to_bytes(2) for letter in text))]

    def embed(self, pdf: Pdf) -> None:
        """Puts the letters in use into the file."""
        from pikepdf import Array, Dictionary, Name

        data, kind = _subset(self.path, self.used)
        name = Name("/SECOND+" + "".join(one for one in self.path.stem if one.isalnum()))
        widths = sorted((glyph, round(width * 1000)) for glyph, width in map(self.glyphs.get, self.used))  # type: ignore[misc]
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2 if kind == "/FontFile2" else Name.CIDFontType0,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(_descriptor(pdf, name, data, kind)),
            W=Array([item for glyph, width in widths for item in (glyph, Array([width]))]),
        )
        if kind == "/FontFile2":
            descendant.CIDToGIDMap = Name.Identity
        self.font.update(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(_to_unicode({self.glyphs[one][0]: one for one in self.used})),
            )
        )


def system_lettering(
    pdf: Pdf, text: str, folders: tuple[Path, ...], serif: bool = False
) -> SystemLettering | None:
    """A font of these folders that has all characters of a text and may be embedded; None where none has.

    serif: one with serifs rather than one without.
    """
    from pikepdf import Dictionary

    if any(low <= ord(letter) <= high for letter in text for low, high in _JOINED):
        return None
    for path in _candidates(folders, serif):
        if _characters(path).issuperset(text):
            return SystemLettering(pdf.make_indirect(Dictionary()), path, _glyphs(path))
    return None


def system_folders(home: Path) -> tuple[Path, ...]:
    """Where this system keeps its fonts."""
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def _candidates(folders: tuple[Path, ...], serif: bool) -> Iterator[Path]:
    """Font files: those that have many letters first, then upright ones of usual weight, then the rest."""
    found = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc")
    ]
    preferred = {name: place for place, name in enumerate((*_SERIFS, *_PREFERRED) if serif else _PREFERRED)}
    odd = ("bold", "italic", "oblique", "mono", "light", "thin", "black", "serif")
    found.sort(
        key=lambda path: (
            preferred.get(path.name, len(preferred)),
            any(word in path.name.lower() for word in odd),
            path.name,
        )
    )
    yield from found[:MOST_FONTS]


@lru_cache(maxsize=MOST_FONTS)
def _characters(path: Path) -> frozenset[str]:
    """What a font has letters for; nothing where it may not be embedded, or is damaged."""
    from fontTools.ttLib import TTLibError

    try:
        with _opened(path) as font:
            forbidden = "OS/2" in font and font["OS/2"].fsType & 0x000F == _FORBIDDEN
            return frozenset() if forbidden else frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError, LookupError, ValueError, AssertionError, struct.error):
        return frozenset()


def _glyphs(path: Path) -> dict[str, tuple[int, float]]:
    """The number and width of each of a font's letters."""
    with _opened(path) as font:
        scale, metrics, number = font["head"].unitsPerEm, font["hmtx"], _character_ids(font)
        return {
            chr(code): (number(name), metrics[name][0] / scale)
            for code, name in font.getBestCmap().items()
            if number(name) < 0x10000
        }


def _opened(path: Path) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(path, lazy=True, fontNumber=0)


def _character_ids(font: Any) -> Any:
    """How a font's letters are numbered in a file: by place; as the font itself says in one for East Asia."""
    top = font["CFF "].cff.topDictIndex[0] if "CFF " in font else None
    if top is not None and hasattr(top, "ROS"):
        return lambda name: int(name[3:]) if name.startswith("cid") else 0
    return font.getGlyphID


def _subset(path: Path, letters: set[str]) -> tuple[bytes, str]:
    """A font with these letters alone, each with the number it had; and under which name a file holds it."""
    from fontTools.subset import Options, Subsetter

    with _opened(path) as font:
        options = Options(
            retain_gids=True, layout_features=[], hinting=False, notdef_outline=True, name_IDs=[]
        )
        options.drop_tables = [tag for tag in font.keys() if tag not in _NEEDED]  # noqa: SIM118
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[ord(letter) for letter in letters])
        subsetter.subset(font)
        if "CFF " in font:
            return font.getTableData("CFF "), "/FontFile3"
        data = BytesIO()
        font.save(data)
        return data.getvalue(), "/FontFile2"


def _descriptor(pdf: Pdf, name: Any, data: bytes, kind: str) -> Dictionary:
    from pikepdf import Array, Dictionary, Name

    stream = pdf.make_stream(data)
    if kind == "/FontFile3":
        stream.Subtype = Name.CIDFontType0C
    return Dictionary(
        {
            "/Type": Name.FontDescriptor,
            "/FontName": name,
            "/Flags": 4,
            "/FontBBox": Array([-1000, -300, 2000, 1000]),
            "/ItalicAngle": 0,
            "/Ascent": 900,
            "/Descent": -200,
            "/CapHeight": 700,
            "/StemV": 80,
            kind: stream,
        }
    )


def _to_unicode(letters: Mapping[int, str]) -> bytes:
    """Which character each number is, so that what is written can be searched and copied."""
    lines = [
        f"<{number:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
        for number, letter in sorted(letters.items())
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
