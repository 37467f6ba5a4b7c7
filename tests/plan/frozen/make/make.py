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


def main(folder: Path, plans: Path) -> None:
    """Write every document of the plans and NAME.json beside it into the folder."""
    for plan in source.plans(plans):
        WRITERS[plan["kind"]](plan, folder / plan["file"])
        reading = source.expected(plan)
        for name in [plan["file"], *plan.get("layouts", [])]:
            _save(folder / f"{name}.json", reading)


def _save(path: Path, reading: dict[str, Any]) -> None:
    path.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(source.HERE.parent, source.HERE / "plans")
