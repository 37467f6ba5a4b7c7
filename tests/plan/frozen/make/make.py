"""Make the frozen documents and their expected readings from the plans written by hand. Run once; then frozen."""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import flat
import sheets
import source
import typeset
import word

WRITERS = {
    "word": word.write,
    "typst": typeset.write,
    "flat": flat.write_flat,
    "tabs": flat.write_tabs,
    "sheet": sheets.write_sheet,
    "csv": sheets.write_csv,
}


def main(plans: Path, documents: Path, readings: Path) -> None:
    """Write every document of the plans into one folder and NAME.json into another."""
    documents.mkdir(parents=True, exist_ok=True)
    readings.mkdir(parents=True, exist_ok=True)
    for plan in source.plans(plans):
        WRITERS[plan["kind"]](plan, documents / plan["file"])
        reading = source.expected(plan)
        for name in [plan["file"], *plan.get("layouts", [])]:
            _save(readings / f"{name}.json", reading)


def _save(path: Path, reading: dict[str, Any]) -> None:
    path.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    frozen = source.HERE.parent
    if "sample" in sys.argv:
        sample = frozen.parents[2] / "src" / "hailong" / "cli" / "sample" / "documents"
        main(source.HERE / "sample", sample, frozen / "sample")
    else:
        main(source.HERE / "plans", frozen, frozen)
