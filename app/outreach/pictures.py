"""Pictures of approved words: as they go outside, and who outside may see them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.core.db import session
from app.core.errors import Gone, NotFound
from app.core.house import absolute
from app.decisions.attaching import PROPOSAL
from app.files.models import Attachment, File
from app.outreach.connectors import Picture
from app.outreach.models import LibraryItem, Publication, State
from app.outreach.states import MAYBE_OUT

KIND = "image/webp"  # the larger of the smaller ones that are made of each picture: 1,600 pixels


def pictures_of(item: LibraryItem) -> list[Picture]:
    """The pictures that go out with approved words, in their order; other files stay in the house."""
    found = session.scalars(select(File).where(File.id.in_([UUID(file_id) for file_id in item.file_ids])))
    files = {str(file.id): file for file in found} if item.file_ids else {}
    return [_picture(files[file_id]) for file_id in item.file_ids if file_id in files and files[file_id].large_key]


def get_public_picture(file_id: UUID) -> Picture:
    """A picture that is out; raises Gone once all it belongs to was withdrawn, NotFound before anything is out."""
    out = (
        select(Publication.state, LibraryItem.file_ids)
        .join(LibraryItem, LibraryItem.id == Publication.item_id)
        .join(Attachment, Attachment.holder_id == LibraryItem.proposal_id)
        .where(Attachment.file_id == file_id, Attachment.holder_kind == PROPOSAL)
    )
    states = {state for state, file_ids in session.execute(out) if str(file_id) in file_ids}
    file = session.get(File, file_id)
    if file is not None and file.large_key and states & MAYBE_OUT:
        return _picture(file)
    raise Gone if State.WITHDRAWN in states else NotFound


def _picture(file: File) -> Picture:
    return Picture(file.large_key or "", KIND, file.alt, absolute(f"/public/pictures/{file.id}"))
