"""What is left out of every folder, by name alone: what is no document, and what should be read by nobody.

Pure functions over names. A file that a person adds by its own path is read whatever its name, secrets
excepted.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.formats import BY_SUFFIX


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SKIPPED_FOLDERS = _names("""
    node_modules bower_components jspm_packages __pycache__ site-packages venv elm-stuff cvs
    _darcs __macosx cache caches gpucache shadercache deriveddata trash lost+found $recycle.bin #recycle
    @eadir appdata .git .hg .svn .jj .bzr .tox .nox .venv .cache .mypy_cache .pytest_cache .ruff_cache
    .hypothesis .ipynb_checkpoints .gradle .m2 .npm .yarn .cargo .rustup .terraform .next .nuxt
    .parcel-cache .trash .trashes .spotlight-v100 .fseventsd .documentrevisions-v100 .temporaryitems
""") | {"system volume information", "code cache"}
"""Version control, caches, installed packages, trash, and where applications keep their own things."""

SECRET_FOLDERS = _names("""
    .ssh .gnupg .aws .azure .kube .docker .password-store .pki .electrum .bitcoin keyrings keychains
""")

FOLDER_MARKS = (
    frozenset({"CACHEDIR.TAG"}),
    frozenset({"pyvenv.cfg"}),
    frozenset({"conda-meta", "bin"}),
    frozenset({"Local State", "Default"}),
    frozenset({"Preferences", "History", "Login Data"}),
    frozenset({"places.sqlite", "cookies.sqlite", "formhistory.sqlite", "sessionstore-backups"}),
    frozenset({"Application Support", "Caches"}),
    frozenset({"memory.db", "key"}),
    frozenset({"memory.db", "keyring-entry"}),
)
"""A folder that holds all names of a row is left out, whatever its own: a cache, a Python environment, a
browser's profile, a Mac's Library, secondme's own home. Thunderbird's profile has no saved web session: it
holds mail, and is looked into."""

_BUILDERS = _names("""
    package.json setup.py pyproject.toml CMakeLists.txt meson.build pubspec.yaml Cargo.toml build.gradle
    build.gradle.kts settings.gradle settings.gradle.kts
""")
BUILT_FOLDERS = {
    "target": _names("Cargo.toml pom.xml build.sbt"),
    "build": _BUILDERS,
    "dist": _BUILDERS,
    "out": _BUILDERS | {"tsconfig.json"},
    "coverage": _BUILDERS,
    "htmlcov": _BUILDERS | {"setup.cfg", "tox.ini"},
    "vendor": _names("composer.json go.mod Gemfile Cargo.toml"),
    "_build": _names("conf.py mix.exs dune-project"),
    "deps": _names("mix.exs"),
    "pods": _names("Podfile"),
    "site": _names("mkdocs.yml"),
    "_site": _names("_config.yml"),
    "snap": _names(".bashrc .profile .bash_history .zshrc"),
}
"""Folders that are made from what stands beside them, and the files beside them that say so."""
BUILT_BESIDE_SUFFIX = {"bin": (".csproj", ".vbproj", ".fsproj"), "obj": (".csproj", ".vbproj", ".fsproj")}

SECRET_NAMES = _names("""
    .netrc _netrc .pgpass .git-credentials .npmrc .pypirc .htpasswd .my.cnf .vault-token wallet.dat
    credentials credentials.json key.db key3.db key4.db logins.json signons.sqlite secring.gpg master.key
   
""")
SECRET_BEGINNINGS = ("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "ssh_host_", ".env", "bitwarden_export")
PASSWORD_EXPORT = re.compile(
    r"(?:.*\b(?:chrome|edge|firefox|safari|brave|keepass|lastpass|1password|dashlane|proton ?pass)\b.*)?"
    r"(?:passwords?|logins?|lastpass_export)(?: ?\(\d+\)|[-_ ]?\d{4}[-_\d]*)?\.(?:csv|json|xml|txt)"
)
"""What browsers and password keepers call the passwords they let out."""
SECRET_SUFFIXES = _names("""
    .pem .key .ppk .p12 .pfx .p8 .jks .keystore .kdb .kdbx .gpg .pgp .age .keychain .keychain-db
    .agilekeychain .opvault .1pif .1pux .wallet .env .tfstate .tfvars .ovpn
""")

PROGRAMS = _names("""
    .o .obj .a .lib .so .dylib .dll .exe .sys .bin .elf .ko .pyc .pyo .pyd .class .jar .war .ear .dex
    .wasm .beam .hi .rlib .rmeta .pdb .whl .egg .gem .nupkg .deb .rpm .apk .ipa .msi .cab .pkg .appimage
    .snap
""")
ARCHIVES = _names("""
    .zip .tar .gz .tgz .bz2 .tbz2 .xz .txz .zst .lz .lz4 .lzma .7z .rar .z .cpio .ar .iso .img .dmg .vdi
    .vmdk .vhd .vhdx .qcow2 .ova .wim
""")
MEDIA = _names("""
    .mp4 .m4v .mkv .avi .mov .webm .wmv .flv .mpg .mpeg .3gp .ogv .vob .m2ts .mts .mp3 .m4a .aac .flac
    .ogg .oga .opus .wav .wma .aiff .aif .mid .midi .ttf .otf .ttc .woff .woff2 .eot .pfb .psd .xcf .ai
    .sketch .fig .blend .fbx .stl .3ds .dwg .dxf .svg .svgz .ico .icns .cur .raw .cr2 .cr3 .nef .arw .dng
    .orf .rw2 .bmp .tga .exr
""")
DATABASES = _names("""
    .db .db-wal .db-shm .db-journal .sqlite .sqlite3 .sqlite-wal .sqlite-shm .mdb .accdb .frm .ibd .myd
    .myi .ldb .mdf .ndf .npy .npz .h5 .hdf5 .mat .rdata .rds .parquet .feather .arrow .orc .avro .pkl
    .pickle .joblib .gguf .ggml .safetensors .pt .pth .onnx .tflite .ckpt .faiss .pack .dat .msf .pst .ost
""")
LEFTOVERS = _names("""
    .tmp .temp .part .partial .crdownload .download .swp .swo .swn .lock .pid .map .lnk .url .desktop
    .webloc .suo .mo .orig .rej .torrent
""")
SKIPPED_SUFFIXES = PROGRAMS | ARCHIVES | MEDIA | DATABASES | LEFTOVERS
"""What is not read by that name, unless a format says that it reads it."""

_MAILDIR = re.compile(r"\d{9,11}\.\w+\.\w")


def skips_folder(name: str, beside: Collection[str]) -> bool:
    """Whether a folder is left out for its name, given the names of all that stands beside it."""
    low = name.lower()
    if low in SKIPPED_FOLDERS or low in SECRET_FOLDERS:
        return True
    if low in BUILT_FOLDERS:
        return not BUILT_FOLDERS[low].isdisjoint(beside)
    suffixes = BUILT_BESIDE_SUFFIX.get(low)
    return suffixes is not None and any(other.endswith(suffixes) for other in beside)


def is_marked(names: frozenset[str] | set[str]) -> bool:
    """Whether a folder is left out for the names that it holds."""
    return any(marks <= names for marks in FOLDER_MARKS)


def is_secret(name: str) -> bool:
    """Whether a file holds keys or passwords, to judge by its name: no setting brings it back."""
    low = name.lower()
    by_name = low in SECRET_NAMES or low.startswith(SECRET_BEGINNINGS) or _suffix(low) in SECRET_SUFFIXES
    return by_name or PASSWORD_EXPORT.fullmatch(low) is not None


def skips_file(name: str, *, code: bool) -> bool:
    """Whether a file is left out for its name; `code` says whether source code is wanted."""
    low = name.lower()
    if is_secret(low) or low.startswith("~$") or low.endswith("~"):
        return True
    if low[:1].isdigit() and is_maildir_name(low):
        return False
    suffix = _suffix(low)
    format = BY_SUFFIX.get(suffix)
    if format is not None:
        return format.name == "code" and not code
    return suffix in SKIPPED_SUFFIXES


def is_maildir_name(name: str) -> bool:
    """Whether a file is called as mails in a Maildir are; what looks like its suffix is a machine's name."""
    return _MAILDIR.match(name) is not None


def _suffix(low: str) -> str:
    """The last suffix: ".md"; of ".env", which is all suffix, ".env"."""
    dot = low.rfind(".")
    return low[dot:] if dot >= 0 else ""
