"""What knowledge puts into the matrix's world: pages of each group, secret ones in the guarded groups."""

from __future__ import annotations

from app.knowledge.models import KnowledgePage
from app.knowledge.services import delete_page, edit_page, write_page
from tests.support.world import World


def furnish(world: World) -> None:
    """The member writes, the owner changes; a page is gone in each group."""
    for place in ("open_group", "closed_group", "secret_group"):
        page, gone = write_secret(world, "page", place), write_secret(world, "gone", place)
        delete_page(gone, actor=world.person("member"))
        world.things[f"page_in_{place}"] = str(page.id)
        world.things[f"gone_from_{place}"] = str(gone.id)


def write_secret(world: World, title: str, place: str) -> KnowledgePage:
    """A page with two versions; in the closed and the secret group all its words are secret."""
    secret = "" if place == "open_group" else f"{world.canary} "
    words = {"title": f"{secret}{title}", "body": f"{secret}first, see [[{secret}Tools]]"}
    page = write_page(world.group(place), **words, actor=world.person("member"))
    words["body"] = f"{secret}second, see [[{secret}Tools]]"
    edit_page(page, **words, note=f"{secret}why", based_on=1, actor=world.person("owner"))
    return page
