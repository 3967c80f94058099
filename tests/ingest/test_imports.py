import subprocess
import sys

HEAVY = ("markdown_it", "pypdfium2", "charset_normalizer", "pathspec", "numpy", "yaml")


def test_importing_the_package_loads_nothing_heavy():
    code = f"import sys, ingest; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_package_offers_what_it_names():
    import ingest

    assert all(hasattr(ingest, name) for name in ingest.__all__)
    assert {"jsonl", "chatgpt"} <= set(ingest.READERS)
