"""What moderation puts into the matrix's world: cases, one decided and contested, and a rumour."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.agenda.services import hide_event, plan_event
from app.core import clock
from app.core.db import session
from app.feed.services import publish_post
from app.folders.services import add_document, hide_document
from app.groups.services import change_reception
from app.knowledge.services import hide_page, write_page
from moderation.models import Case, Category, Decision, Measure, Report, TargetKind
from moderation.services import claim_case, decide_case, file_appeal, file_report, open_rumour
from moderation.services.rumours import Claim
from tests.support.world import World


def furnish(world: World) -> None:
    """The member's posts reported by the owner, by a guest and by a moderator, and handled by a colleague of hers."""
    colleague = create_person(email="colleague@house.example", name="Colleague", roles={Role.MODERATOR}, actor=None)
    things = world.things
    reported = _report(world, "a post", reporter=world.person("owner"))
    by_moderator = _report(world, "a moderator’s report", reporter=world.person("moderator"))
    things |= {"case": str(reported.case_id), "case_of_moderator": str(by_moderator.case_id)}

    claimed = _report(world, "a claimed one", reporter=world.person("owner"))
    claim_case(session.get_one(Case, claimed.case_id), actor=world.person("moderator"))
    things["case_claimed"] = str(claimed.case_id)

    waiting = _report(world, "one that waits for a second person", reporter=world.person("owner"))
    things["decision_waiting"] = str(_decide(waiting, colleague, Measure.SUSPEND, days=10).id)
    hidden = _report(world, "a hidden one", reporter=world.person("owner"))
    things["case_decided"] = str(hidden.case_id)
    things["decision"] = str(_decide(hidden, colleague, Measure.HIDE, days=9).id)
    contested = _decide(_report(world, "a contested one", reporter=world.person("owner")), colleague, Measure.REMIND)
    things["appeal"] = str(file_appeal(contested, statement="It was a joke.", actor=world.person("member")).id)
    copies = [(TargetKind.POST, UUID(things["post_in_house"]))]
    rumour = open_rumour(Claim(en="The canteen closes."), items=copies, actor=world.person("moderator"))
    things["rumour"] = str(rumour.id)
    _hide(world, colleague)


def _hide(world: World, moderator: Person) -> None:
    """What the member planned, wrote and filed in the open group, and moderation hid: secret for everybody else."""
    member, group, secret = world.person("member"), world.group("open_group"), f"{world.canary} hidden"
    days = {"starts_at": clock.from_now(days=3), "ends_at": clock.from_now(days=4)}
    event = plan_event(title=secret, body=secret, group=group, **days, actor=member)
    page = write_page(group, title=secret, body=secret, actor=member)
    document = add_document(group, io.BytesIO(secret.encode()), name=f"{secret}.txt", actor=member)
    hide_event(event, actor=moderator)
    hide_page(page, actor=moderator)
    hide_document(document, actor=moderator)
    hidden = {"event": event.id, "page": page.id, "document": document.id, "file": document.file_id}
    world.things |= {f"hidden_{kind}": str(thing) for kind, thing in hidden.items()}
    places = {"event": "/events", "page": "/knowledge", "document": f"/groups/{group.slug}/files"}
    pinned = [{"title": secret, "url": f"{place}/{hidden[kind]}"} for kind, place in places.items()]
    change_reception(group, resources=pinned, actor=world.person("owner"))


def _report(world: World, body: str, *, reporter: Person) -> Report:
    """A post of the member, reported; nothing in it is secret."""
    post = publish_post(body=body, actor=world.person("member"))
    statement = "This is about a person."
    return file_report(TargetKind.POST, post.id, category=Category.OTHER, statement=statement, actor=reporter)


def _decide(report: Report, actor: Person, measure: Measure, days: int = 0) -> Decision:
    case = session.get_one(Case, report.case_id)
    claim_case(case, actor=actor)
    until = clock.now() + timedelta(days=days) if days else None
    return decide_case(case, measure=measure, reason="About a person.", article=1, until=until, actor=actor)
