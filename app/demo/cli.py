"""The command `parvis demo`."""

from __future__ import annotations

from random import Random
from uuid import UUID

import click
from rich.progress import Progress
from sqlalchemy import func, select

from app.accounts.models import Person
from app.admin.services import change_organisation, mark_demo
from app.core.commandline import in_instance, progress
from app.core.db import Model, session
from app.core.errors import Conflict
from app.core.events import transaction
from app.demo import bulk, people, places, settling, story
from app.demo.attending import Attending
from app.demo.care import Care
from app.demo.knowing import Knowing
from app.demo.meetings import Meetings
from app.demo.proposals import Proposals
from app.demo.publications import Publications
from app.demo.shelves import Shelves
from app.demo.story import read
from app.demo.talk import Talk
from app.feed.models import Post
from app.groups.models import Group
from search.gathering import count_all
from search.indexing import rebuild


@click.command()
@click.option("--people", "count_people", type=click.IntRange(0, 200_000), default=0, help="So many people in all.")
@click.option("--posts", "count_posts", type=click.IntRange(0, 10_000_000), default=0, help="So many posts in all.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same company.")
@in_instance
def demo(count_people: int, count_posts: int, seed: int) -> None:
    """Fill an empty instance with a believable French company in working order."""
    random = Random(seed)
    with progress() as bars:
        with transaction(told=False):
            if session.scalar(select(Person.id).limit(1)) is not None:
                raise Conflict("this instance is not empty")
            tell_story(bars, random)
        grow(count_people, count_posts, bars, random)
        finding = bars.add_task("What can be found", total=count_all())
        rebuild(lambda count: bars.advance(finding, count))
    click.echo(f"{_count(Person)} people and {_count(Post)} posts; the demo’s password is {people.PASSWORD}")


def _count(kind: type[Model]) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def tell_story(bars: Progress, random: Random) -> None:
    """Let the company live its last months, then catch up with what its worker would have done."""
    mark_demo()
    change_organisation(**read("departments.toml")["organisation"], actor=None)
    founding = bars.add_task("People and groups", total=None)
    departments = people.found_departments()
    staff = people.hire(departments, random)
    groups = places.found(staff)
    bars.update(founding, total=1, completed=1)
    said = Talk(staff, groups)
    knowing = Knowing(staff, groups)
    decided = Proposals(staff, departments, said)
    rooms = (
        said,
        Meetings(staff, groups),
        knowing,
        Shelves(staff, groups),
        decided,
        Publications(staff, decided, random),
        Care(staff, departments, said, knowing),
        Attending(staff),
    )
    events = [event for room in rooms for event in room.events()]
    events += [*places.requests(groups, staff), *people.invitations(staff)]
    telling = bars.add_task("What they say", total=len(events))
    story.tell(events, lambda: bars.advance(telling))
    catching_up = bars.add_task("Who is told", total=settling.waiting())
    settling.settle(lambda count: bars.advance(catching_up, count))


def grow(count_people: int, count_posts: int, bars: Progress, random: Random) -> None:
    """Add people and posts by the thousand until there are as many as asked for."""
    more_people, more_posts = count_people - _count(Person), count_posts - _count(Post)
    ids: list[UUID] = list(session.scalars(select(Person.id)))
    groups: list[UUID] = list(session.scalars(select(Group.id)))
    if more_people > 0:
        hiring = bars.add_task("More people", total=more_people)
        ids, groups = bulk.add_people(more_people, random, lambda count: bars.advance(hiring, count))
    if more_posts > 0:
        writing = bars.add_task("More posts", total=more_posts)
        bulk.add_posts(more_posts, ids, groups, random, lambda count: bars.advance(writing, count))
