"""What a tablet holds: its queue, as the browser keeps it on the disk."""

from typing import Any, Final

_IDS: Final = """() => new Promise(done => {
    const asked = indexedDB.open("hailong-kiosk", 1);
    asked.onsuccess = () => {
        const all = asked.result.transaction("answers").objectStore("answers").getAll();
        all.onsuccess = () => done(all.result.map(one => one.id));
    };
})"""


def waiting(page: Any) -> list[str]:
    """The ids of the answers that are still to be sent."""
    found: list[str] = page.evaluate(_IDS)
    return found


def wait_until_sent(page: Any) -> None:
    """Wait until none is left."""
    page.evaluate(f"async () => {{ while ((await ({_IDS})()).length) await new Promise(on => setTimeout(on, 50)); }}")
