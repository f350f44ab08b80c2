"""A department's week with the keyboard alone: in French on a phone, in English on a wide screen."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from playwright.sync_api import expect

from app.delivery.rhythm import next_moment
from app.notifications.attention import Attention, Rhythm
from tests.journeys.conftest import NEW_PASSWORD, Company, address
from tests.journeys.keyboard import Hands
from tests.support.account import Account
from tests.support.browser import PHONE, WIDE
from tests.support.mail import read_folder, text_of
from tests.support.tree import ROOT
from tests.support.waiting import until

WORKSHOP, HOUSE_CLOCK = "Atelier 3", ZoneInfo("Europe/Paris")
SCREENS = {"fr-phone": ("fr-FR", PHONE), "en-wide": ("en-GB", WIDE)}
SIGNED = "article[data-post]"


@pytest.fixture(params=SCREENS.values(), ids=SCREENS)
def screen(request):
    return request.param


@pytest.fixture
def locale(screen):
    return screen[0]


@pytest.fixture
def sit(come, screen):
    """Let somebody sit down at the keyboard: `sit("alice")`; nobody's browser complained in the end."""
    sitting: list[Hands] = []

    def sit(who: str | None = None, **options: object) -> Hands:
        sitting.append(Hands(come(who, **{"viewport": screen[1], **options})))
        return sitting[-1]

    yield sit
    assert [hands.visitor.complaints for hands in sitting if hands.visitor.complaints] == []


@pytest.fixture
def workshop(company: Company):
    """The group of the department: its head, and forty colleagues whom an announcement concerns."""
    groups = company.account("yannick").get("/groups?q=atelier")["items"]
    group = next(group for group in groups if group["name"] == WORKSHOP)
    emma = company.account("emma")
    emma.put(f"/groups/{group['id']}/members/{emma.get('/me')['id']}", {})
    return group


def twin_day():
    """Half past nine of the next day whose number is that of its month, in two days at the earliest."""
    days = (datetime.now(HOUSE_CLOCK).date() + timedelta(days=ahead) for ahead in range(2, 400))
    return datetime.combine(next(day for day in days if day.day == day.month), time(9, 30))


def write_in_workshop(hands, kind, words):
    """Open the composer of the group, say what kind of post it is to be, and write."""
    page, say = hands.page, hands.visitor.say
    hands.visitor.open(f"/groups/{WORKSHOP.lower().replace(' ', '-')}")
    hands.follow(page.get_by_role("link", name=say("Publish here")))
    expect(page.get_by_label(say("Your post"))).to_be_focused()
    page.keyboard.type(words)
    choose_kind(hands, kind)


def choose_kind(hands, kind):
    """Say what a post is beside a text; most of the kinds are folded."""
    link = hands.page.locator(f"[data-choose-kind={kind}]")
    if not link.is_visible():
        hands.press(hands.page.locator("[popovertarget=kinds-of-post]"))
    hands.press(link)


def told_of(account: Account, post_id: str) -> list[str]:
    """The kinds of what a person was told about a post."""
    return [item["kind"] for item in account.get("/notifications")["items"] if item["url"].endswith(post_id)]


def test_forty_people_are_to_confirm_and_only_who_has_not_is_reminded(sit, company, workshop):
    concerned = company.account("emma").get(f"/groups/{workshop['id']}")["member_count"] - 1
    assert concerned >= 40
    words = f"Consignes de fermeture {uuid4().hex[:6]}"
    head = sit("yannick")
    page, say = head.page, head.visitor.say
    write_in_workshop(head, "announcement", words)
    head.press(page.get_by_label(say("Ask each of them to confirm that they have read it")), "Space", by="Shift+Tab")
    head.write_moment(page.locator("[name=announcement_deadline]"), twin_day())
    assert head.visitor.accessibility_faults() == []
    head.page.keyboard.press("Control+Enter")
    mine = page.locator(SIGNED, has_text=words).first
    expect(mine.get_by_text(say("I have read and understood"))).to_be_hidden()
    post_id = mine.get_attribute("data-post")

    for who in ("alice", "bruno", "gaelle"):
        reader = sit(who, viewport=PHONE)
        reader.visitor.open("/")
        post = reader.page.locator(f"#post-{post_id}")
        reader.press(post.locator("[data-confirm]"))
        expect(post.locator("[data-own=confirmed]")).to_be_focused()

    head.visitor.open(f"/posts/{post_id}")
    head.follow(page.get_by_role("link", name=say("Who has not yet?")))
    read = page.get_by_role("progressbar", name=say("Read confirmations"))
    assert (read.get_attribute("value"), read.get_attribute("max")) == ("3", str(concerned))
    head.write(page.get_by_role("searchbox", name=say("Name")), "Alice")
    page.keyboard.press("Enter")
    expect(page.get_by_text(say("Nobody by that name."))).to_be_visible()
    head.press(page.get_by_role("button", name=say("Remind those who have not")))
    told = say("A reminder was sent. The next one can be sent from %(moment)s on.").partition(" %(")[0]
    expect(page.get_by_text(told)).to_be_visible()
    assert head.visitor.accessibility_faults() == []
    until(lambda: "reading" in told_of(company.account("emma"), post_id), what="the reminder")
    assert "reading" not in told_of(company.account("alice"), post_id)


def test_a_question_is_answered_and_the_answer_accepted(sit, workshop):
    words = f"Qui a la clé du local azote ? {uuid4().hex[:6]}"
    alice, gaelle = sit("alice"), sit("gaelle")
    page, say = alice.page, alice.visitor.say
    alice.visitor.open("/")
    alice.write(page.get_by_label(say("Your post")), words)
    choose_kind(alice, "question")
    alice.write(page.get_by_label(say("Who will see this")), WORKSHOP)
    page.keyboard.press("Control+Enter")
    mine = page.locator(SIGNED, has_text=words)
    expect(mine).to_contain_text(say("Question still open"))

    gaelle.visitor.open(f"/posts/{mine.get_attribute('data-post')}")
    gaelle.write(gaelle.page.get_by_label(say("Your answer")), "Le gardien, jusqu’à midi.")
    gaelle.page.keyboard.press("Control+Enter")
    expect(gaelle.page.locator("[data-comment]")).to_contain_text("Le gardien")

    alice.follow(mine.locator("a[data-open]"))
    alice.press(page.get_by_role("button", name=say("This is the answer")))
    expect(page.get_by_role("group", name=say("Accepted answer"))).to_contain_text("Le gardien, jusqu’à midi.")
    expect(page.locator(SIGNED)).to_contain_text(say("Question answered"))
    assert alice.visitor.accessibility_faults() == []


def test_a_poll_is_made_and_voted_in(sit, workshop):
    gaelle, alice = sit("gaelle"), sit("alice")
    page, say = gaelle.page, gaelle.visitor.say
    question = f"Quel jour pour l’inventaire {uuid4().hex[:6]}"
    write_in_workshop(gaelle, "poll", "")
    gaelle.write(page.get_by_label(say("What do you ask?")), question)
    gaelle.write(page.get_by_label(say("Options, one on each line")), "Lundi\nMardi\nJeudi")
    page.keyboard.press("Control+Enter")
    mine = page.locator(SIGNED, has_text=question).first
    expect(mine).to_contain_text(say("No vote yet"))

    theirs = alice.visitor.open(f"/posts/{mine.get_attribute('data-post')}")
    alice.press(theirs.get_by_role("radio").first, "ArrowDown")
    expect(theirs.get_by_role("button", name=say("Cast my vote"))).to_be_visible()  # keys that walk do not vote
    expect(mine).to_contain_text(say("No vote yet"))
    theirs.keyboard.press("Enter")
    tuesday = theirs.locator("[data-option]", has_text="Mardi")
    expect(tuesday).to_contain_text(say.count("%(num)s vote", "%(num)s votes", 1))
    expect(tuesday.get_by_role("radio")).to_be_focused()
    expect(mine.locator("[data-option]", has_text="Mardi")).to_contain_text(say("1 vote"))
    assert alice.visitor.accessibility_faults() == []


def test_an_event_is_planned_answered_and_read_by_a_calendar(sit, workshop):
    title, starts_at = f"Visite de la cuve {uuid4().hex[:6]}", twin_day()
    alice, bruno = sit("alice"), sit("bruno")
    page, say = alice.page, alice.visitor.say
    alice.visitor.open("/")
    choose_kind(alice, "event")
    alice.write(page.get_by_label(say("Name of the event"), exact=True), title)
    alice.write_moment(page.get_by_label(say("Starts on")), starts_at, page.get_by_label(say("at"), exact=True).first)
    expect(page.locator("[name=event_ends_at]")).to_have_value(f"{starts_at + timedelta(hours=1):%H:%M}")
    alice.write(page.get_by_label(say("Where")), "Quai 2; porte B")
    alice.write(page.get_by_label(say("Who will see this")), WORKSHOP)
    page.keyboard.press("Control+Enter")
    mine = page.locator(SIGNED, has_text=title)
    expect(mine).to_contain_text("Quai 2; porte B")

    theirs = bruno.visitor.open(f"/posts/{mine.get_attribute('data-post')}")
    bruno.press(theirs.get_by_role("button", name=say("I’m coming")))
    expect(theirs.get_by_text(say.count("%(num)d coming", "%(num)d coming", 1))).to_be_visible()
    bruno.follow(theirs.get_by_role("link", name=title))
    expect(theirs.get_by_role("heading", name=say("You are coming"))).to_be_visible()
    with theirs.expect_download() as download:
        bruno.press(theirs.get_by_role("link", name=say("Add to my calendar")))
    entry = vobject.readOne(download.value.path().read_text(encoding="utf-8")).vevent
    assert (entry.summary.value, entry.location.value) == (title, "Quai 2; porte B")
    assert entry.dtstart.value.astimezone(UTC) == starts_at.replace(tzinfo=HOUSE_CLOCK).astimezone(UTC)
    assert bruno.visitor.accessibility_faults() == []


def test_a_file_is_put_into_a_folder_and_renewed(sit, workshop, tmp_path):
    folder, file = f"Gammes {uuid4().hex[:6]}", tmp_path / "gamme-cuve.txt"
    bruno = sit("bruno")
    page, say = bruno.page, bruno.visitor.say
    bruno.visitor.open(f"/groups/{workshop['slug']}/files")
    bruno.press(page.locator("summary", has_text=say("New folder")))
    bruno.write(page.locator("#new-folder"), folder)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=folder)).to_be_visible()
    file.write_text("Souder à 90 A", encoding="utf-8")
    choose(bruno, page.get_by_label(say("Add files"), exact=True), file)
    bruno.follow(page.get_by_role("link", name=file.name, exact=True))

    file.write_text("Souder à 85 A", encoding="utf-8")
    bruno.press(page.locator("summary", has_text=say("New version")))
    choose(bruno, page.get_by_label(say("The file as it is now")), file)
    bruno.press(page.get_by_role("button", name=say("Send"), exact=True))
    expect(page.get_by_role("listitem").filter(has_text=say("Version %(number)d", number=2))).to_be_visible()
    for number, content in ((1, "Souder à 90 A"), (2, "Souder à 85 A")):
        with page.expect_download() as download:
            bruno.press(page.get_by_role("link", name=say("Download version %(number)d", number=number)))
        assert download.value.path().read_text(encoding="utf-8") == content
    assert bruno.visitor.accessibility_faults() == []


def choose(hands, field, file):
    """Choose a file in the browser's own dialogue."""
    with hands.page.expect_file_chooser() as chooser:
        hands.press(field)
    chooser.value.set_files(file)


def test_the_digest_says_what_matters_and_nothing_its_reader_may_no_longer_see(sit, company, workshop, locale):
    who, name = {"fr-FR": ("rose", "Rose Guérin"), "en-GB": ("ken", "Ken Ward")}[locale]
    company.hire(who, name)
    rose = sit()
    page, say = rose.page, rose.visitor.say
    rose.visitor.sign_in(address(who), NEW_PASSWORD)
    rose.follow(page.get_by_role("button", name=say("I have read it and agree")))
    rose.visitor.open("/settings/digest")
    rose.follow(page.get_by_role("link", name=say("Choose when it comes")))
    rose.press(page.get_by_label(say("Respect my quiet hours")), "Space")
    rose.write(page.get_by_label(say("How often")), say("Every working day"))
    for _ in ("07:00", "06:00"):
        rose.press(page.get_by_label(say("Hour of the day")), "ArrowUp")
    rose.follow(page.locator("#when").get_by_role("button", name=say("Save")))
    expect(page.get_by_label(say("Hour of the day"))).to_have_value("6")
    wish = Attention(keeps_quiet=False, digest=Rhythm.DAILY, digest_hour=6)
    moment = next_moment(wish, time_zone=HOUSE_CLOCK.key, at=datetime.now(UTC))

    account = Account.open(company.server, address(who), NEW_PASSWORD)
    me = account.patch("/me", {"language": locale[:2]})["id"]
    account.put(f"/groups/{workshop['id']}/members/{me}", {})
    told = let_the_department_speak(company, workshop["id"], moment + timedelta(hours=3))
    secret = tell_and_take_away(company, who, me)
    (mail,) = digests_at(company, who, moment)
    for kind in ("plain", "html"):
        text = text_of(mail, kind)
        assert [words for words in told if words not in text] == []
        assert secret not in text
    assert say("Read and confirm") in text_of(mail)
    (link,) = (part.strip("<> ") for part in mail["List-Unsubscribe"].split(",") if "http" in part)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = company.server.post(urlsplit(link).path, fields={"List-Unsubscribe": "One-Click"})
    assert answer.status == 200
    assert account.get("/notifications/settings")["attention"]["digest"] == "never"


def let_the_department_speak(company, group_id, soon):
    """What a digest is to tell: an announcement to confirm, an event, and a question without an answer."""
    mark = uuid4().hex[:6]
    told = [f"Casques obligatoires {mark}", f"Portes ouvertes {mark}", f"Où est le gabarit {mark} ?"]
    event = {"title": told[1], "starts_at": soon.isoformat()}
    post = {"body": "À lire.", "title": told[0], "group_id": group_id, "announcement": {"confirm": True}}
    company.account("yannick").post("/posts", post)
    company.account("gaelle").post("/posts", {"body": "", "group_id": group_id, "event": event})
    company.account("alice").post("/posts", {"body": told[2], "group_id": group_id, "question": True})
    return told


def tell_and_take_away(company, who, person_id):
    """Speak to somebody in a secret group that they are then removed from; gives the words."""
    words = f"Rachat confidentiel {uuid4().hex[:6]}"
    owner = company.account("valerie")
    group = next(group for group in owner.get("/groups?q=n")["items"] if group["slug"] == "negociation")
    owner.put(f"/groups/{group['id']}/members/{person_id}", {"role": "member"})
    owner.post("/posts", {"body": f"{words} @{who}", "group_id": group["id"]})
    owner.ask("DELETE", f"/groups/{group['id']}/members/{person_id}")
    return words


def digests_at(company, who, moment):
    """The digests that somebody has got when the clock shows this."""
    instance = company.server.instance
    program = [sys.executable, "-m", "tests.journeys.later", str(instance.data_dir), moment.isoformat(), "digests"]
    subprocess.run(program, cwd=ROOT, check=True)
    mails = read_folder(instance.data_dir / "outbox")
    theirs = [mail for mail in mails if mail["To"].addresses[0].addr_spec == address(who)]
    return [mail for mail in theirs if "settings/digest" in text_of(mail)]
