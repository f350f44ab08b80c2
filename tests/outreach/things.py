"""What outreach puts into the matrix's world: an item on the shelf, two channels, publications in several states."""

from __future__ import annotations

from datetime import timedelta

from app.core import clock
from app.core.events import command
from app.decisions.models import Verdict
from app.decisions.services import create_committee, open_proposal, review_proposal, submit_proposal
from app.decisions.services.composing import Place
from app.feed.services import publish_post
from app.files.services import upload_file
from app.outreach.models import LibraryItem, Publication, State
from app.outreach.queries import list_library, list_links
from app.outreach.reasons import Reason
from app.outreach.services import create_channel, deliver, schedule_publication, withdraw_publication
from app.outreach.states import move
from tests.support.pictures import drawn
from tests.support.world import World


def furnish(world: World) -> None:
    david = world.person("communication")
    feeds = create_channel(kind="atom", name="Our feeds", config={}, actor=david)
    config = {"instance_url": "https://social.example", "access_token": "a-token"}
    mastodon = create_channel(kind="mastodon", name="@house", config=config, actor=david)
    world.things |= {"channel_atom": str(feeds.id), "channel_mastodon": str(mastodon.id)}
    fresh, used, spent = (_approve(world, name) for name in ("fresh", "used", "spent"))
    world.things["item_fresh"], world.things["item_used"] = str(fresh.id), str(used.id)
    published = schedule_publication(used, feeds, actor=david)
    withdrawn = schedule_publication(spent, feeds, actor=david)
    for publication in (published, withdrawn):
        deliver(str(publication.id))
    withdraw_publication(withdrawn, actor=david)
    tomorrow = clock.now() + timedelta(days=1)
    scheduled = schedule_publication(used, mastodon, scheduled_at=tomorrow, actor=david)
    doubtful = schedule_publication(spent, mastodon, scheduled_at=tomorrow, actor=david)
    _leave_in_doubt(doubtful)
    for name, publication in {"published": published, "withdrawn": withdrawn, "scheduled": scheduled}.items():
        world.things[f"publication_{name}"] = str(publication.id)
    world.things["publication_doubtful"] = str(doubtful.id)
    world.things["tracked_code"] = list_links(published)[0].code


def _approve(world: World, name: str) -> LibraryItem:
    author, judge = world.person("member"), world.person("trusted")
    picture = upload_file(drawn(), name=f"{name}.png", actor=author)
    world.things[f"picture_{name}"] = str(picture.id)
    post = publish_post(body=name, file_ids=[picture.id], actor=author)
    committee = create_committee(name=f"Editors of {name}", seats=[Place(judge.id)], actor=world.person("admin"))
    proposal = open_proposal(title=name, body=f"{name} words", post=post, actor=author)
    submit_proposal(proposal, committee=committee, actor=author)
    review_proposal(proposal, decision=Verdict.APPROVE, content_hash=proposal.content_hash, actor=judge)
    return next(item for item in list_library(author).items if item.proposal_id == proposal.id)


@command
def _leave_in_doubt(publication: Publication) -> None:
    move(publication, State.SENDING)
    move(publication, State.NEEDS_HUMAN, reason=Reason.NOT_FOUND)
