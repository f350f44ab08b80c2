"""From a post to the public: proposed, voted on, approved, published, counted, and shown where it began."""

import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import feedparser
import urllib3
from playwright.sync_api import expect

from tests.support.browser import PHONE
from tests.support.tree import ROOT
from tests.support.waiting import until

TITLE = "Nos douze premières cuves"
WORDS = "Les douze premières cuves sont parties ce matin : bravo à tous. https://vaubrun.example/cuves"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def test_a_post_goes_outside_by_a_vote_and_brings_its_clicks_home(come, company, mastodon):
    post = company.account("alice").post("/posts", {"body": WORDS})["id"]
    alice, david = come("alice"), come("david")
    proposal = propose(alice, post)
    ends = put_to_the_vote(alice)
    for who, answer in (("alice", "yes"), ("bruno", "yes"), ("gaelle", "no")):
        vote(come(who, viewport=PHONE), proposal, answer)
    let_the_clock_pass(company, ends)
    see_it_carried(alice, proposal)
    for judge in seats(company):
        approve(come(judge), proposal)
    set_up_networks(david, mastodon)
    publish(david)
    assert sent_to(mastodon).startswith("<p>Les douze premières cuves")
    follow_a_reader(come(user_agent=FIREFOX), company)

    home = alice.open(f"/posts/{post}").locator("a.post-outward").first
    once = alice.say.count("Published outside · %(num)d click", "Published outside · %(num)d clicks", 1)
    expect(home).to_have_text(once)
    home.click()
    expect(alice.page.get_by_role("heading", name=alice.say("What it brought"))).to_be_visible()
    assert alice.complaints == david.complaints == []


def propose(visitor, post):
    """From the post's own menu; gives the proposal's path."""
    page, say = visitor.open(f"/posts/{post}"), visitor.say
    page.locator(".byline").first.get_by_label(say("More about this post")).click()
    page.get_by_role("link", name=say("Propose outside")).click()
    expect(page.get_by_label(say("The words"))).to_have_value(WORDS)
    page.get_by_label(say("Title")).fill(TITLE)
    page.get_by_role("button", name=say("Propose"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url.removeprefix(visitor.base_url)


def put_to_the_vote(visitor):
    """Everybody votes, and two make the quorum; gives the end."""
    page, say = visitor.page, visitor.say
    page.get_by_role("link", name=say("Put it to the vote")).click()
    ends = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(hours=1)
    page.get_by_label(say("The vote ends")).fill(f"{ends:%Y-%m-%dT%H:%M}")
    page.get_by_label(say("Quorum, people")).fill("2")
    page.get_by_role("button", name=say("Open the vote")).click()
    expect(page.get_by_role("heading", name=say("Your ballot"))).to_be_visible()
    return ends


def vote(visitor, proposal, answer):
    """What the vote will do is said before it is cast."""
    page, say = visitor.open(proposal), visitor.say
    ballot = page.locator("#ballot")
    ballot.locator(f"input[value={answer}]").check()
    expect(ballot.locator("[data-effect]")).not_to_be_empty()
    ballot.get_by_role("button", name=say("Cast my vote")).click()
    expect(ballot.get_by_role("button", name=say("Change my vote"))).to_be_visible()


def let_the_clock_pass(company, moment):
    """What the worker will do when the vote ends, it does now."""
    folder = str(company.server.instance.data_dir)
    subprocess.run([sys.executable, "-m", "tests.journeys.later", folder, moment.isoformat()], cwd=ROOT, check=True)


def see_it_carried(visitor, proposal):
    """The vote carried it: it comes before the committee by itself."""
    page, say = visitor.open(proposal), visitor.say
    expect(page.locator("#ballot")).to_contain_text(say("Carried"))
    expect(page.get_by_role("heading", name=say("The committee"), exact=True)).to_be_visible()


def seats(company):
    """Who judges: the oldest committee's members, two of them where there are two."""
    committees = company.account("alice").get("/committees")["items"]
    oldest = min(committees, key=lambda committee: committee["created_at"])
    return [seat["person"]["handle"] for seat in oldest["seats"]][:2]


def approve(visitor, proposal):
    """The judgement binds to the words that were read."""
    page, say = visitor.open(f"{proposal}#committee"), visitor.say
    page.get_by_label(say("Approve"), exact=False).first.check()
    page.get_by_role("button", name=say("Give my judgement")).click()
    expect(page.get_by_role("button", name=say("Give my judgement"))).to_have_count(0)


def set_up_networks(visitor, mastodon):
    """The house's own feeds, and an account on a Mastodon instance that nobody here wrote."""
    page, say = visitor.open("/outreach/channels"), visitor.say
    page.get_by_label(say("Network"), exact=True).select_option("atom")
    page.get_by_label(say("Name"), exact=True).fill("Journal des cuves")
    page.get_by_role("button", name=say("Set up"), exact=True).click()
    expect(page.locator(".channel", has_text="Journal des cuves").first).to_be_visible()
    page.get_by_label(say("Network"), exact=True).select_option("mastodon")
    page.get_by_label(say("Name"), exact=True).fill("@cuves")
    page.get_by_label(say("Address of the instance")).last.fill(mastodon.base_url)
    page.get_by_label(say("Access token")).last.fill("alice_token")
    page.get_by_role("button", name=say("Set up"), exact=True).click()
    channel = page.locator(".channel", has_text="@cuves")
    until(lambda: visitor.open("/outreach/channels") and channel.get_by_text("@alice@").count(), within=60)


def publish(visitor):
    """The preview is exact to the character; both networks take it."""
    page, say = visitor.open("/outreach"), visitor.say
    page.locator(".shelf").get_by_role("link", name=TITLE).click()
    place = page.get_by_role("article", name="Mastodon @cuves")
    expect(place.locator(".place-text")).to_contain_text("Les douze premières cuves")
    expect(place).to_contain_text(" / 500")
    for box in page.get_by_role("group", name=say("Networks")).get_by_role("checkbox").all():
        box.set_checked("cuves" in box.locator("xpath=..").inner_text())
    page.get_by_role("button", name=say("Read it once more and publish")).click()
    expect(page.get_by_role("article", name="Mastodon @cuves")).to_contain_text("Les douze premières cuves")
    page.get_by_role(
        "button", name=say.count("Publish it now on %(num)d network", "Publish it now on %(num)d networks", 2)
    ).click()
    published = page.locator(".table-list .chip", has_text=say("Out"))
    until(lambda: page.reload() and published.count() == 2, within=90, what="both networks to have it")


def sent_to(mastodon):
    """The newest status of the account."""
    headers = {"Authorization": "Bearer alice_token"}
    pool = urllib3.PoolManager(retries=False)
    account = pool.request("GET", f"{mastodon.base_url}/api/v1/accounts/verify_credentials", headers=headers).json()
    address = f"{mastodon.base_url}/api/v1/accounts/{account['id']}/statuses"
    return pool.request("GET", address, headers=headers).json()[0]["content"]


def follow_a_reader(reader, company):
    """Somebody without an account finds it in the feed, reads it, and follows its link once."""
    feed = feedparser.parse(company.server.get("/public/feed.atom").data)
    entry = next(entry for entry in feed.entries if entry.title == TITLE)
    assert TITLE in company.server.get("/public/feed.json").data.decode()
    page = reader.open(entry.link.removeprefix(reader.base_url))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    with page.expect_request("https://vaubrun.example/cuves"):
        page.locator(".prose a").click()
    assert set(reader.foreign_requests) == {"https://vaubrun.example/cuves"}, "only where the reader went"
    reader.foreign_requests.clear()
