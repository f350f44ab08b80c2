"""Files as the interface gives them and as posts, comments and messages keep them: plain items of JSON's kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.files.models import File

Item = dict[str, Any]


def file_item(file: File) -> Item:
    """What readers see of a file; its addresses follow from its identifier."""
    return {
        "id": str(file.id),
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "alt": file.alt,
        "width": file.width,
        "height": file.height,
        "front": file.width is None and file.thumb_key is not None,
    }


def address_of(item: Item) -> str:
    """Where its bytes are."""
    return f"/files/{item['id']}"


def preview_of(item: Item) -> str | None:
    """Where a smaller picture of it is: of a picture, or of how a document looks from the front."""
    return f"/files/{item['id']}/preview" if item["width"] or has_front(item) else None


def has_front(item: Item) -> bool:
    """Whether there is a small picture of a document; what was kept before there were such pictures says nothing."""
    return bool(item.get("front"))


def words_for(items: Iterable[Mapping[str, Any]]) -> str:
    """What stands for the words of a thing that has none: what its pictures show, and the names of other files."""
    return ", ".join(str(item["alt"] or item["name"]) for item in items)
