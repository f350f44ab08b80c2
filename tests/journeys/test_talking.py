"""Posting, answering and chatting: what one says, the others see arrive."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.journeys.conftest import NEW_PASSWORD, address, in_both
from tests.support.account import Account
from tests.support.browser import PHONE


@in_both
def test_what_a_newcomer_says_arrives_live_and_is_answered_live(come, company, locale):
    who, name = {"fr-FR": ("nina", "Nina Perrin"), "en-GB": ("oscar", "Oscar Bell")}[locale]
    company.hire(who, name)
    alice = come("alice")
    home = alice.open("/")
    top = home.locator("[data-post]").first
    before = top.get_attribute("data-post")

    nina = come()
    page = nina.open("/")
    page.get_by_label(nina.say("E-mail address")).fill(address(who))
    page.get_by_label(nina.say("Password"), exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name=nina.say("Sign in")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(nina.say("Code of conduct"))
    page.get_by_role("button", name=nina.say("I have read it and agree")).click()
    page.wait_for_url(nina.base_url + "/")

    page.get_by_label(nina.say("Your post")).fill("Bonjour @alice, où sont les gants de la taille 8 ?")
    page.get_by_role("button", name=nina.say("Publish")).click()
    mine = page.get_by_role("article", name=name)
    expect(mine).to_be_visible()
    expect(mine.get_by_role("link", name="@Alice Moreau")).to_be_visible()

    pill = home.get_by_role("button", name=alice.say("1 new post"))
    expect(pill).to_be_visible()
    assert top.get_attribute("data-post") == before, "nothing moves until it is asked for"
    expect(home.locator(".toast")).to_contain_text(alice.say("%(name)s mentioned you", name=name))
    expect(home.get_by_role("link", name=alice.say("Notifications"))).to_have_accessible_name(re.compile(r"\d"))
    pill.click()
    arrived = home.locator("[data-post]").first
    expect(arrived).to_contain_text("où sont les gants")
    expect(arrived).to_be_focused()

    arrived.get_by_role("link", name=alice.say("Comment")).click()
    home.wait_for_selector("html[data-ready]", state="attached")  # the conversation that came in, too
    arrived.get_by_label(alice.say("Your answer")).fill("Dans l’armoire bleue, derrière le poste 4.")
    arrived.get_by_role("button", name=alice.say("Send")).click()
    expect(arrived.locator("[data-comment]")).to_contain_text("l’armoire bleue")

    expect(mine.get_by_role("link", name=nina.say("1 comment"))).to_be_visible()
    expect(page.get_by_role("link", name=nina.say("Notifications"))).to_have_accessible_name(re.compile(r"\b1\b"))
    mine.get_by_role("link", name=nina.say("1 comment")).click()
    expect(mine.locator("[data-comment]")).to_contain_text("l’armoire bleue")
    arrived.get_by_label(alice.say("Your answer")).fill("Et la taille 9 est à côté.")
    arrived.get_by_role("button", name=alice.say("Send")).click()
    expect(mine.locator("[data-comment]").last).to_contain_text("taille 9")
    assert nina.complaints == alice.complaints == []


@in_both
def test_two_colleagues_talk_and_see_each_other_write_and_read(come, company, locale):
    who, name = {"fr-FR": ("bruno", "Bruno Lemaître"), "en-GB": ("david", "David Szabo")}[locale]
    alice, other = come("alice"), come(who, viewport=PHONE, has_touch=True, is_mobile=True)
    page = alice.open(f"/people/{who}")
    page.get_by_role("link", name=alice.say("Write")).click()
    page.get_by_role("button", name=alice.say("Open the conversation")).click()
    log = page.get_by_role("log")
    write(alice, "On se voit au poste 4 ?")
    expect(log.locator("[data-message]").last).to_contain_text("poste 4")

    phone = other.open("/messages")
    phone.locator("[data-row]", has_text="Alice").click()
    their_log = phone.get_by_role("log")
    expect(their_log.locator("[data-message]").last).to_contain_text("poste 4")
    expect(page.locator(".chat-receipt")).to_have_text(alice.say("Seen"))
    phone.get_by_role("textbox").press_sequentially("J’ar")
    expect(page.locator(".chat-typing")).to_have_text(alice.say("{name} is writing…").format(name=name))
    write(other, "J’arrive.")
    expect(log.locator("[data-message]").last).to_contain_text("J’arrive.")
    expect(page.locator(".chat-typing")).to_be_empty()
    answer_in_a_thread(alice, other)
    read_all(company.account(who))
    see_the_mark_on_another_page(alice, other, who)
    assert alice.complaints == other.complaints == []


def answer_in_a_thread(asker, answerer):
    """Beside the log and on the phone's whole height the same answers arrive, and under the message their number."""
    page, phone = asker.page, answerer.page
    line = page.locator("[data-conversation] [data-message]", has_text="poste 4")
    line.hover()
    line.get_by_role("button", name=asker.say("Reply, react and more")).click()
    page.get_by_role("menuitem", name=asker.say("Reply in a thread")).click()
    thread = page.get_by_role("complementary", name=asker.say("Thread"))
    field = thread.get_by_role("textbox", name=asker.say("Reply in the thread"))
    expect(field).to_be_focused()
    field.fill("Avec le plan ?")
    field.press("Enter")
    phone.locator("[data-summary]").get_by_role("link", name=answerer.say("{count} reply").format(count=1)).click()
    theirs = phone.get_by_role("complementary", name=answerer.say("Thread"))
    expect(theirs.locator("[data-message]").last).to_contain_text("Avec le plan ?")
    phone.wait_for_selector("html[data-ready]", state="attached")
    theirs.get_by_label(answerer.say("Also show in the conversation")).check()
    theirs.get_by_role("textbox").fill("Le plan et la gamme.")
    theirs.get_by_role("button", name=answerer.say("Send"), exact=True).click()
    expect(thread.locator("[data-message]").last).to_contain_text("la gamme")
    expect(page.locator("[data-conversation] [data-message]").last).to_contain_text("la gamme")
    expect(line.locator("[data-open-thread]")).to_have_text(asker.say("{count} replies").format(count=2))
    assert asker.accessibility_faults() == answerer.accessibility_faults() == []
    thread.get_by_role("link", name=asker.say("Close the thread")).click()
    expect(thread).to_have_count(0)


def read_all(account):
    """Leave no conversation with something new in it."""
    for conversation in account.get("/conversations?limit=100")["items"]:
        account.put(f"/conversations/{conversation['id']}/read", {"seq": conversation["last_seq"]})
    assert account.get("/me")["unread"]["messages"] == 0


def see_the_mark_on_another_page(writer, reader, who):
    """Words that arrive while something else is read are marked at once, and no longer once they are read.

    Those that mention the reader are counted apart.
    """
    phone = reader.open("/people")
    mark = phone.get_by_role("navigation", name=reader.say("Shortcuts")).locator(".dot")
    expect(mark).to_be_hidden()
    mention(writer, who, "le poste 4 est libre.")
    expect(mark).to_be_visible()
    phone.get_by_role("navigation", name=reader.say("Shortcuts")).get_by_role(
        "link", name=reader.say("Messages")
    ).click()
    row = phone.locator("[data-row]", has_text="Alice")
    expect(row).to_contain_text(reader.say("Mentions of you: {count}").format(count=1))
    row.click()
    expect(writer.page.locator("[data-message]", has_text="libre").locator(".chat-receipt")).to_be_visible()
    reader.open("/people")
    expect(mark).to_be_hidden()


def test_a_message_written_offline_is_kept_offered_again_and_sent_once(come):
    alice, olivier = come("alice"), come("olivier")
    page = alice.open("/messages/new?q=Olivier")  # who is found alone is chosen
    page.get_by_role("button", name=alice.say("Open the conversation")).click()
    address = page.url
    olivier.open(address.removeprefix(alice.base_url))
    alice.context.set_offline(True)
    write(alice, "Le colis est au quai 2.")
    line = page.locator("[data-pending]")
    expect(line).to_contain_text("Le colis est au quai 2.")
    again = line.get_by_role("button", name=alice.say("Send again"))
    expect(again).to_be_visible()
    assert alice.accessibility_faults() == []
    again.click()
    expect(line.get_by_role("button", name=alice.say("Send again"))).to_be_visible()
    alice.context.set_offline(False)
    expect(page.locator("[data-pending]")).to_have_count(0)
    expect(olivier.page.locator("[data-message]", has_text="quai 2")).to_have_count(1)
    alice.open(address.removeprefix(alice.base_url))
    expect(page.locator("[data-message]", has_text="quai 2")).to_have_count(1)


def test_without_sockets_words_still_go_and_come(come):
    alice, chloe = come("alice"), come("chloe")
    alice.context.route("**/socket.io/**", lambda route: route.abort())
    alice.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page = alice.open("/messages/new?q=Chloé")  # who is found alone is chosen
    page.get_by_role("button", name=alice.say("Open the conversation")).click()
    chloe.open(page.url.removeprefix(alice.base_url))
    write(alice, "La ligne est coupée, mais je t’écris.")
    expect(chloe.page.locator("[data-message]", has_text="je t’écris")).to_be_visible()
    write(chloe, "Et je te réponds.")
    expect(page.locator("[data-message]", has_text="te réponds")).to_be_visible()


def mention(visitor, handle, text):
    """Call somebody by the keyboard alone: the first of the names that are offered, then the words."""
    field = visitor.page.get_by_role("form").get_by_role("textbox")
    field.press_sequentially(f"@{handle[:2]}")
    expect(visitor.page.get_by_role("option")).to_have_count(1)
    field.press("Enter")
    expect(field).to_have_value(f"@{handle} ")
    field.press_sequentially(text)
    field.press("Enter")
    expect(visitor.page.locator("[data-message]").last.locator(f'a[href="/people/{handle}"].mention')).to_be_visible()


def test_a_message_whose_event_was_lost_without_a_word_stands_in_the_list_after_the_next_beat(come):
    alice, clara = come("alice"), come("clara")
    page = alice.open("/messages/new?q=Clara")  # who is found alone is chosen
    page.get_by_role("button", name=alice.say("Open the conversation")).click()
    clara.page.route_web_socket("**/socket.io/**", lose("message.created"))
    listed = clara.open("/messages")
    row = listed.locator("[data-row]", has_text="Alice Moreau").first
    write(alice, "Les clés sont chez le gardien.")
    expect(page.locator("[data-message]", has_text="chez le gardien")).to_be_visible()
    listed.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # a beat
    expect(row).to_contain_text("chez le gardien")


def test_a_clock_that_is_a_day_ahead_changes_neither_the_order_nor_the_day_of_what_is_said(come):
    alice, emma = come("alice"), come("emma")
    alice.context.add_init_script(A_DAY_AHEAD)
    page = alice.open("/messages/new?q=Emma")  # who is found alone is chosen
    page.get_by_role("button", name=alice.say("Open the conversation")).click()
    emma.open(page.url.removeprefix(alice.base_url))
    write(emma, "Quand arrive le camion ?")
    expect(page.locator("[data-message]", has_text="le camion")).to_be_visible()
    alice.context.set_offline(True)
    write(alice, "Vers dix heures.")
    expect(page.locator("[data-pending]", has_text="dix heures")).to_be_visible()
    expect(page.locator("[data-day]")).to_have_text([alice.say("Today")])
    alice.context.set_offline(False)
    expect(emma.page.locator("[data-message]", has_text="dix heures")).to_be_visible()
    write(emma, "Merci.")
    said = ["le camion", "dix heures", "Merci"]
    for log in (page, emma.page):
        expect(log.locator("[data-message] [data-text]")).to_have_text([re.compile(words) for words in said])
    expect(page.locator("[data-day]")).to_have_text([alice.say("Today")])


A_DAY_AHEAD = """
const True = Date, ahead = 86_400_000;
globalThis.Date = class extends True {
  constructor(...parts) { if (parts.length) super(...parts); else super(True.now() + ahead); }
  static now() { return True.now() + ahead; }
};
"""


def lose(event):
    """A line that passes on everything but what is told under this name."""

    def answer(socket):
        server = socket.connect_to_server()
        server.on_message(lambda packet: None if f'"{event}"' in packet else socket.send(packet))

    return answer


def write(visitor, text):
    """Say something in the conversation that is open."""
    visitor.page.get_by_role("form").get_by_role("textbox").fill(text)
    visitor.page.get_by_role("button", name=visitor.say("Send"), exact=True).click()


@in_both
def test_times_are_said_by_the_clock_of_the_account_wherever_the_browser_is(come, company, locale):
    """The lines between days are the server's, the clock times the browser's: both go by one zone."""
    who, name = {"fr-FR": ("hana", "Hana Sato"), "en-GB": ("tane", "Tane Rua")}[locale]
    company.hire(who, name)
    account = Account.open(company.server, address(who), NEW_PASSWORD)
    account.patch("/me", {"time_zone": "Pacific/Kiritimati"})
    account.post("/code-of-conduct/acknowledgement", {})
    other = company.account("alice").get("/me")["id"]
    talk = account.post("/conversations", {"person_ids": [other]})["id"]
    visitor = come(timezone_id="America/Los_Angeles")  # another day than in Kiritimati at any hour
    visitor.sign_in(address(who), NEW_PASSWORD)
    page = visitor.open(f"/messages/{talk}")
    for words in ("Bonjour.", "Encore moi."):
        write(visitor, words)
        expect(page.get_by_role("log").locator("[data-message]").last).to_contain_text(words)
    for _ in range(2):
        times = page.get_by_role("log").locator("[data-message] time")
        for moment in times.all():
            at = datetime.fromisoformat(moment.get_attribute("datetime")).astimezone(ZoneInfo("Pacific/Kiritimati"))
            clock = f"{at.hour} h {at:%M}" if locale == "fr-FR" else f"{at:%H:%M}"
            expect(moment).to_have_text(clock)
        expect(page.get_by_role("log").locator("[data-day]")).to_have_text([visitor.say("Today")])
        page = visitor.open(f"/messages/{talk}")
    assert visitor.complaints == []
