"""What a picture file says of itself: when, where and with which camera it was taken, what people wrote.

From EXIF, IPTC and XMP, in which cameras and photo programs keep it. None of it can be trusted to make sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ingest.encoding import BinaryContentError, clean, decode
from ingest.formats.when import day_words

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_DESCRIPTION, _MAKE, _MODEL, _ARTIST, _CHANGED = 270, 271, 272, 315, 306
_TAKEN, _DIGITISED, _OFFSET_TAKEN, _OFFSET, _COMMENT = 36867, 36868, 36881, 36880, 37510
_WINDOWS = {0x9C9B: "title", 0x9C9C: "description", 0x9C9E: "keywords", 0x9C9F: "description"}
"""Windows Explorer's own fields, in UTF-16."""
_IPTC = {
    **{(2, 5): "title", (2, 120): "description", (2, 25): "keywords", (2, 80): "artist"},
    **{(2, 90): "place", (2, 92): "place", (2, 95): "place", (2, 101): "place"},
}
_XMP = {
    **{"title": "title", "description": "description", "subject": "keywords", "creator": "artist"},
    **{"City": "place", "State": "place", "Country": "place", "Location": "place"},
    **{"PersonInImage": "people", "UserComment": "description"},
}
_PNG = {"Title": "title", "Description": "description", "Comment": "description", "Author": "artist"}
_TIME = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")
_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)")
_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])"
    r"(?:(?:[-_ T]| at | um )+([01]\d|2[0-3])[-_.:h]?([0-5]\d)[-_.:m]?(?:([0-5]\d)\d{0,3})?)?(?!\d)"
)
"""As in "IMG_20240503_141500.jpg" and "Screenshot 2024-05-03 at 14.15.00.png"."""
_MADE_UP = re.compile(
    r"(?:OLYMPUS|MINOLTA|KONICA|SONY|SAMSUNG|NIKON|default|Exif|dav|hdr|sdr|bty|rbt|cof|mde|untitled|screenshot"
    r"|created with.*|binary comment|ASCII.*|charset=.*|.*DIGITAL CAMERA.*)[\s\0.]*$|\s*$",
    re.IGNORECASE,
)
"""What cameras write where a person would describe the picture."""
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of a picture. latitude, longitude: degrees, north and east positive. written: by people,
    by field: "title", "description", "keywords", "people", "place", "artist".
    """

    size: tuple[int, int]
    taken: datetime | None
    latitude: float | None
    longitude: float | None
    camera: str
    written: Mapping[str, tuple[str, ...]]

    @property
    def tells(self) -> bool:
        """Whether there is anything in it that a person might look for."""
        return self.taken is not None or self.latitude is not None or bool(self.camera or self.written)

    def __str__(self) -> str:
        """ "Photo taken on Friday 3 May 2024 at 14:05, at 54.3217 N, 3.4100 W, with Apple iPhone 12.\""""
        about = [
            f"on {day_words(self.taken)} at {self.taken:%H:%M}" if self.taken else "",
            f"at {_degrees(self.latitude, 'NS')}, {_degrees(self.longitude, 'EW')}"
            if self.latitude is not None and self.longitude is not None
            else "",
            f"with {self.camera}" if self.camera else "",
        ]
        said = ", ".join(filter(None, about))
        kind = f"Photo taken {said}" if said else "Picture"
        lines = [f"{kind}, {self.size[0]} by {self.size[1]} pixels."]
        lines += [f"{field.capitalize()}: {', '.join(values)}" for field, values in self.written.items()]
        return "\n".join(lines)


def notes_of(picture: ImageFile) -> Notes:
    """The notes in an opened picture file; those that make no sense are left out."""
    exif = picture.getexif()
    inner, place = exif.get_ifd(_EXIF_IFD), exif.get_ifd(_GPS_IFD)
    latitude, longitude = _coordinate(place, 2, "S", 90), _coordinate(place, 4, "W", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        latitude = longitude = None
    return Notes(
        size=picture.size,
        taken=_taken(exif, inner),
        latitude=latitude,
        longitude=longitude,
        camera=_camera(exif),
        written=_gathered(picture, exif, inner),
    )


def time_in_name(name: str) -> datetime | None:
    """When a picture was taken, as telephones write it into the file's name; without a zone."""
    found = _IN_NAME.search(name)
    if found is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None


def _taken(exif: Mapping[int, Any], inner: Mapping[int, Any]) -> datetime | None:
    """When the shutter opened, in the camera's own zone where it tells that."""
    for value in (inner.get(_TAKEN), inner.get(_DIGITISED), exif.get(_CHANGED)):
        found = _TIME.match(_text(value))
        if found is None:
            continue
        zone = _ZONE.match(_text(inner.get(_OFFSET_TAKEN) or inner.get(_OFFSET)))
        try:
            taken = datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]
            return taken.replace(tzinfo=_offset(zone)) if zone else taken
        except ValueError:
            continue
    return None


def _offset(found: re.Match[str]) -> timezone:
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-offset if found[1] == "-" else offset)


def _coordinate(place: Mapping[int, Any], tag: int, negative: str, largest: int) -> float | None:
    """Degrees out of degrees, minutes and seconds; None where they are none."""
    try:
        degrees, minutes, seconds = (float(part) for part in place[tag])
        value = degrees + minutes / 60 + seconds / 3600
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not 0 <= value <= largest:
        return None
    return -value if _text(place.get(tag - 1)).upper().startswith(negative) else value


def _degrees(value: float | None, sides: str) -> str:
    return f"{abs(value or 0):.4f} {sides[(value or 0) < 0]}"


def _camera(exif: Mapping[int, Any]) -> str:
    make, model = _text(exif.get(_MAKE)), _text(exif.get(_MODEL))
    return model if model.lower().startswith(make.split(" ")[0].lower()) else f"{make} {model}".strip()


def _gathered(
    picture: ImageFile, exif: Mapping[int, Any], inner: Mapping[int, Any]
) -> Mapping[str, tuple[str, ...]]:
    """What people wrote, by field, nothing twice."""
    found: dict[str, dict[str, None]] = {}
    for field, value in _all_written(picture, exif, inner):
        text = _text(value)[:_LONGEST]
        if not _MADE_UP.match(text):
            found.setdefault(field, {}).setdefault(text)
    order = ("title", "description", "keywords", "people", "place", "artist")
    return {field: tuple(found[field]) for field in order if field in found}


def _all_written(
    picture: ImageFile, exif: Mapping[int, Any], inner: Mapping[int, Any]
) -> Iterator[tuple[str, Any]]:
    yield "description", exif.get(_DESCRIPTION)
    yield "description", _comment(inner.get(_COMMENT))
    yield "artist", exif.get(_ARTIST)
    for tag, field in _WINDOWS.items():
        value = exif.get(tag)
        data = bytes(value) if isinstance(value, tuple | list) else value
        text = data.decode("utf-16-le", "replace") if isinstance(data, bytes) else _text(data)
        yield from ((field, part) for part in (text.split(";") if field == "keywords" else [text]))
    yield from _from_iptc(picture)
    yield from _from_xmp(picture)
    yield from ((field, picture.info.get(name)) for name, field in _PNG.items())


def _comment(value: Any) -> str:
    """A user comment without the eight bytes that name its encoding."""
    if not isinstance(value, bytes):
        return _text(value)
    kind, data = value[:8], value[8:]
    return data.decode("utf-16", "replace") if kind.startswith(b"UNICODE") else _text(data.strip(b"\0 "))


def _from_iptc(picture: ImageFile) -> Iterator[tuple[str, Any]]:
    from PIL.IptcImagePlugin import getiptcinfo

    try:
        fields = getiptcinfo(picture) or {}
    except (SyntaxError, ValueError, LookupError, OSError):
        return
    for key, field in _IPTC.items():
        values = fields.get(key, [])
        for value in values if isinstance(values, list) else [values]:
            yield field, value


def _from_xmp(picture: ImageFile) -> Iterator[tuple[str, Any]]:
    """Fields of the XMP packet by their local names, and the names that people gave to faces."""
    from lxml import etree

    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    data = packet.encode() if isinstance(packet, str) else bytes(packet)
    if not data.strip(b"\0 \n"):
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data.strip(b"\0 \n"), parser)
    for element in () if root is None else root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _XMP:
            items = [item.text for item in element.iter("{*}li")] or [element.text]
            yield from ((_XMP[name], item) for item in items)
        for attribute, value in element.attrib.items():
            local = etree.QName(attribute).localname
            if local == "Name" and "regions" in attribute:
                yield "people", value
            elif local in _XMP:
                yield _XMP[local], value
        if name == "Name" and "regions" in element.tag:
            yield "people", element.text


def _text(value: Any) -> str:
    """A field as text on one line; what is no text gives ""."""
    if isinstance(value, bytes):
        try:
            value = decode(value.rstrip(b"\0"))
        except BinaryContentError:
            return ""
    if not isinstance(value, str):
        return ""
    return " ".join(clean(value.replace("\0", " ")).split())
