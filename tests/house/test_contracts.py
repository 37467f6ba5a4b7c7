"""The import contracts hold, and each is seen to catch a planted violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "floors": ("clock/planted.py", "from hailong.plan import intake\n"),
    "neighbours": ("clock/planted.py", "from hailong.documents import anatomy\n"),
    "circles": ("lexicon/text.py", "from hailong.lexicon import criteria\n"),
    "hidden circle": ("lexicon/text.py", "def planted():\n    from hailong.lexicon import criteria\n"),
    "tools": ("lexicon/planted.py", "import django\n"),
    "reading": ("plan/intake/reading/planted.py", "from hailong.plan import models\n"),
    "rhythm": ("plan/rhythm/planted.py", "from hailong.plan import models\n"),
    "public": ("web/skin/planted.py", "from hailong.web import desk\n"),
}


def _contracts(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(
        command, cwd=root, env={"PYTHONPATH": str(root / "src"), "PYTHONUTF8": "1"}, capture_output=True, text=True
    )


def _copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_house_keeps_every_import_contract(tmp_path: Path) -> None:
    run = _contracts(_copy(tmp_path))
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_import_is_caught(name: str, tmp_path: Path) -> None:
    root = _copy(tmp_path)
    file, code = PLANTED[name]
    target = root / "src/hailong" / file
    kept = target.read_text(encoding="utf-8") if target.exists() else '"""Planted."""\n'
    target.write_text(kept + "\n\n" + code, encoding="utf-8")

    run = _contracts(root)

    assert run.returncode == 1
    assert "BROKEN" in run.stdout
