"""Draws docs/picture.png anew: the demo's own plan as it lives on the demo's first morning.

Run `.venv/bin/python docs/picture.py` after `make dev`; it needs a chromium. The demo it starts lives in a folder of
its own, so the picture holds nothing but the invented sample, at the demo's own moment.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
WHO, PLAN = "minh", "21/KH-UBND"
PORT = "8397"
SIZE = (1280, 800)
WINDOW = {"width": 1440, "height": 900}


def main() -> None:
    """Start the demo, open the plan as its chairman sees it, take the picture, stop the demo."""
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen(
            [sys.executable, "-m", "hailong", "demo", "--port", PORT],
            env=os.environ | {"HAILONG_VAR": folder, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        try:
            said = (re.search(r"http://\S+", line) for line in demo.stdout or ())
            _draw(next(found[0] for found in said if found))
        finally:
            demo.terminate()
            demo.communicate()


def _draw(address: str) -> None:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport=WINDOW, color_scheme="light", reduced_motion="reduce")
        page.goto(f"{address}tai-khoan/vao/")
        page.click(f"button[value='{WHO}']")
        page.get_by_role("link", name="Kế hoạch", exact=True).first.click()
        page.locator("li", has_text=PLAN).get_by_role("link").first.click()
        page.locator(".tasks").first.wait_for()
        page.screenshot(path=HERE / "picture.png")
        browser.close()
    with Image.open(HERE / "picture.png") as taken:
        shown = taken.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    # A palette fitted to the picture's own colours makes it a third of the size without a visible loss.
    fitted = shown.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    fitted.save(HERE / "picture.png", optimize=True)


if __name__ == "__main__":
    main()
