import importlib.util
import wave
from pathlib import Path

import pytest

from ingest.content import Content
from ingest.formats import FORMATS, FormatError, MissingReaderError, audio

AUDIO = FORMATS["audio"]
has_library = importlib.util.find_spec("faster_whisper") is not None
needs_model = pytest.mark.skipif(
    not (has_library and audio.find_model()), reason="faster-whisper or a speech model is not here"
)


def sound(folder: Path, seconds: int = 1) -> bytes:
    path = folder / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(32_000 * seconds))
    return path.read_bytes()


def test_without_library_or_model_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("SECONDME_HOME", str(tmp_path))
    monkeypatch.delenv("SECONDME_MODELS", raising=False)
    with pytest.raises(MissingReaderError, match="speech" if has_library else r"secondme\[audio\]"):
        list(AUDIO.read(Content("a.wav", sound(tmp_path))))
    assert AUDIO.tag == "audio:1"


def test_a_model_is_a_folder_with_its_files(tmp_path):
    assert audio.find_model(tmp_path) is None
    whole, half = tmp_path / "small", tmp_path / "half"
    for folder, names in ((half, ["model.bin"]), (whole, ["model.bin", "config.json"])):
        folder.mkdir()
        for name in names:
            (folder / name).write_bytes(b"x")
    assert audio.find_model(tmp_path) == whole == audio.find_model(whole)


def test_sentences_become_passages_with_whole_seconds_around_them():
    said = [(float(number), number + 0.9, "We sail on Friday at nine.") for number in range(40)]
    stretches = list(audio._stretches(iter(said)))
    assert stretches[0][:2] == (0, 20) and stretches[-1][1] == 40
    assert " ".join(text for _, _, text in stretches) == " ".join(text for _, _, text in said)


@needs_model
@pytest.mark.model
def test_a_list_of_addresses_is_not_played():
    with pytest.raises(FormatError):
        list(AUDIO.read(Content("a.mp3", b"#EXTM3U\nhttp://127.0.0.1:9/a.mp3\n")))


@needs_model
@pytest.mark.model
def test_silence_says_nothing(tmp_path):
    with pytest.raises(FormatError):
        list(AUDIO.read(Content("a.wav", sound(tmp_path, 3))))
