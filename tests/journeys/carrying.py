"""What hands carry to a page besides words: a file that is dropped, a picture in the clipboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

_DROP = """(place, [name, content]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([content], name, { type: "text/csv" }));
  for (const kind of ["dragenter", "dragover", "drop"])
    place.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""
_COPY = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 40 });
  canvas.getContext("2d").fillRect(0, 0, 60, 40);
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve));
  await navigator.clipboard.write([new ClipboardItem({ [drawn.type]: drawn })]);
}"""


def drop(place: Locator, name: str, content: str = "a;b") -> None:
    """Let go of a file over a place of the page."""
    place.evaluate(_DROP, [name, content])


def copy_picture(page: Page) -> None:
    """Have a picture in the clipboard, as if it had been copied elsewhere."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(_COPY)
