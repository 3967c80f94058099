"""Wheels are found where the person's own pip would find them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from models.errors import NetworkError, SourceMissingError
from models.package_index import (
    PackageIndex,
    PipSettings,
    default_index,
    read_pip_settings,
    split_credentials,
)

NOWHERE = "http://127.0.0.1:9/simple/"


def no_pip(_: Mapping[str, str]) -> str:
    return ""


def index_folder(root: Path, name: str, version: str, body: bytes = b"a wheel") -> str:
    """A `simple` index of plain files, as `file://` indexes are."""
    folder = root / "simple" / name
    folder.mkdir(parents=True)
    wheel = f"{name.replace('-', '_')}-{version}-cp39-cp39-win_arm64.whl"
    (folder / wheel).write_bytes(body)
    digest = hashlib.sha256(body).hexdigest()
    (folder / "index.html").write_text(
        f'<a href="{wheel}#sha256={digest}">{wheel}</a><a href="x-9.tar.gz">x</a>'
    )
    return (root / "simple").as_uri()


def find(settings: PipSettings, name: str = "tiny-model", version: str = "1.0") -> str:
    index = PackageIndex(settings)
    with index.client() as client:
        return index.find(name, version, client).url


def test_pips_environment_is_honoured() -> None:
    settings = read_pip_settings(
        {
            "PIP_INDEX_URL": "https://a/simple",
            "PIP_EXTRA_INDEX_URL": "https://b/s https://c/s",
            "PIP_FIND_LINKS": "/w",
        },
        no_pip,
    )
    assert settings.indexes == ("https://a/simple", "https://b/s", "https://c/s")
    assert settings.find_links == ("/w",)


def test_without_settings_it_is_the_public_index() -> None:
    assert read_pip_settings({}, no_pip).indexes == (default_index(),)


def test_pips_own_files_are_honoured_and_the_environment_is_stronger() -> None:
    listing = (
        "global.extra-index-url='https://b/s\\nhttps://c/s'\nglobal.index-url='https://file/simple'\n"
        "download.index-url='https://download/simple'\n:env:.cert='ca.pem'\nglobal.timeout='60'\n"
    )
    settings = read_pip_settings({}, lambda _: listing)
    assert settings.indexes == ("https://download/simple", "https://b/s", "https://c/s")
    assert settings.certificate == "ca.pem"
    stronger = read_pip_settings({"PIP_INDEX_URL": "https://env/simple"}, lambda _: listing)
    assert stronger.indexes[0] == "https://env/simple"


def test_pip_itself_is_asked(tmp_path: Path) -> None:
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = https://from-a-file/simple\n")
    settings = read_pip_settings({"PIP_CONFIG_FILE": str(config)})
    assert settings.indexes == ("https://from-a-file/simple",)


def test_no_index_means_no_index() -> None:
    assert read_pip_settings({"PIP_NO_INDEX": "1", "PIP_INDEX_URL": "https://a"}, no_pip).indexes == ()


def test_a_wheel_for_another_platform_will_do(tmp_path: Path) -> None:
    index = PackageIndex(PipSettings(indexes=(index_folder(tmp_path, "tiny-model", "1.0"),)))
    with index.client() as client:
        found = index.find("tiny-model", "1.0", client)
    assert found.label.endswith("win_arm64.whl") and found.url.startswith("file://")
    assert found.sha256 == hashlib.sha256(b"a wheel").hexdigest()


def test_an_index_that_cannot_be_reached_is_no_fault_while_another_has_it(tmp_path: Path) -> None:
    assert find(PipSettings(indexes=(NOWHERE, index_folder(tmp_path, "tiny-model", "1.0")))).startswith(
        "file:"
    )


def test_a_folder_of_wheels_is_enough(tmp_path: Path) -> None:
    (tmp_path / "tiny_model-1.0-py3-none-any.whl").write_bytes(b"a wheel")
    (tmp_path / "other.txt").write_text("no wheel")
    settings = PipSettings(indexes=(), find_links=(str(tmp_path / "absent"), str(tmp_path)))
    assert find(settings).endswith("tiny_model-1.0-py3-none-any.whl")


def test_another_version_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError, match=r"tiny-model 1\.0"):
        find(PipSettings(indexes=(index_folder(tmp_path, "tiny-model", "1.1"),)))


def test_no_index_in_reach_is_a_network_error_without_an_address() -> None:
    with pytest.raises(NetworkError) as fault:
        find(PipSettings(indexes=("http://me:hunter2@127.0.0.1:9/simple/",)))
    assert fault.value.exit_code == 8
    assert "hunter2" not in str(fault.value) and "127.0.0.1" not in str(fault.value)


def test_passwords_are_cut_out_of_addresses_and_never_shown() -> None:
    assert split_credentials("https://me:a%40b@host:8443/simple") == (
        "https://host:8443/simple",
        ("me", "a@b"),
    )
    settings = PipSettings(indexes=("https://me:hunter2@host/simple",))
    assert "hunter2" not in repr(settings)


def test_pip_is_asked_with_the_given_environment_only() -> None:
    assert read_pip_settings({"PIP_CONFIG_FILE": os.devnull}).indexes == (default_index(),)
