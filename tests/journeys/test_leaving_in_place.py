"""A conversation that gives way to another in place is left as its page would be: nothing goes along into the next."""

import re

from playwright.sync_api import expect

from tests.journeys.carrying import drop
from tests.journeys.in_place import Held, Talks, expect_open, is_still, mark, row_of
from tests.support.waiting import until

FIELD = "#chat-body"
TURNS = 50

COUNT_LISTENERS = """
window.listening = 0;
for (const place of [document, window]) {
  const { addEventListener: add, removeEventListener: remove } = place;
  const known = new Map();
  const key = (handler) => { if (!known.has(handler)) known.set(handler, new Set()); return known.get(handler); };
  place.addEventListener = function (name, handler, how) {
    if (handler && !how?.once && !key(handler).has(name)) { key(handler).add(name); window.listening += 1; }
    return add.call(place, name, handler, how);
  };
  place.removeEventListener = function (name, handler, how) {
    if (handler && key(handler).delete(name)) window.listening -= 1;
    return remove.call(place, name, handler, how);
  };
}
"""
TAKE_TURNS = """async ([ids, turns]) => {
  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
  for (let turn = 0; turn < turns; turn += 1) {
    const opened = new Promise((resolve) => { document.addEventListener("page:opened", resolve, { once: true }); });
    document.querySelector(`.chat-list [data-row="${ids[turn % ids.length]}"]`).click();
    await opened;
    do await frame(); while (!("ready" in document.documentElement.dataset));
  }
}"""
NOTE_SOUND = """
window.heard = [];
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (what) => {
  const stream = await ask(what);
  window.heard.push(...stream.getTracks());
  return stream;
};
"""


def go(page, talks, number):
    row_of(page, talks.ids[number]).click()
    expect_open(page, talks.ids[number], talks.titles[number])


def test_fifty_conversations_later_nothing_listens_that_did_not_before(come, company):
    talks = Talks.begin(company, "anais", "remi", "samuel", named="Benne")
    anais = come("anais")
    page = anais.page
    page.add_init_script(COUNT_LISTENERS)
    told = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: told.append(str(frame))))
    anais.open("/messages")
    anais.hear()
    mark(page)
    for number in (0, 1):
        go(page, talks, number)
        until(lambda number=number: talks.waits(talks.ids[number]) == 0)
    before = page.evaluate("window.listening")
    page.evaluate(TAKE_TURNS, [talks.ids[:2], TURNS])
    expect_open(page, talks.ids[1], talks.titles[1])
    assert page.evaluate("window.listening") == before
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    told.clear()
    talks.say(talks.ids[1], "Le camion est là.")
    expect(page.locator("[data-message]").last).to_contain_text("Le camion est là.")
    until(lambda: talks.waits(talks.ids[1]) == 0)
    assert is_still(page)
    assert asked == [], "what arrives was told, and asked for by nobody"
    assert len([frame for frame in told if "conversation.read" in frame]) == 1
    assert anais.complaints == []


def test_a_message_that_is_on_its_way_stands_in_its_own_conversation_alone(come, company):
    talks = Talks.begin(company, "bastien", "remi", "samuel", named="Pompe")
    bastien = come("bastien")
    bastien.context.route("**/socket.io/**", lambda route: route.abort())
    bastien.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page = bastien.page
    held = Held.at(page, f"**/api/v1/conversations/{talks.ids[0]}/messages")
    bastien.open(f"/messages/{talks.ids[0]}")
    mark(page)
    page.locator(FIELD).fill("Le joint est changé.")
    page.locator(FIELD).press("Enter")
    expect(page.locator("[data-pending]")).to_contain_text("Le joint est changé.")
    held.wait_for(1)
    go(page, talks, 1)
    expect(page.locator("[data-pending]")).to_have_count(0)
    expect(page.locator(FIELD)).to_have_value("")
    go(page, talks, 0)
    expect(page.locator("[data-pending]")).to_contain_text("Le joint est changé.")
    go(page, talks, 1)
    held.routes[0].continue_()
    said = lambda number: [one["body"] for one in talks.said(talks.ids[number])]  # noqa: E731
    until(lambda: page.wait_for_timeout(20) or "Le joint est changé." in said(0))
    expect(page.locator("[data-message]")).to_have_count(1)
    go(page, talks, 0)
    expect(page.locator("[data-message]", has_text="Le joint est changé.")).to_have_count(1)
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert said(0).count("Le joint est changé.") == 1
    assert said(1) == ["Bonjour."]
    assert is_still(page)


def test_a_file_that_is_on_its_way_waits_with_the_draft_it_was_meant_for(come, company):
    talks = Talks.begin(company, "clara", "remi", "samuel", named="Tuyau")
    clara = come("clara")
    page = clara.open(f"/messages/{talks.ids[0]}")
    mark(page)
    held = Held.at(page, "**/api/v1/files")
    drop(page.locator(".chat-thread"), "mesures.csv")
    expect(page.locator("[data-added]")).to_have_count(1)
    page.locator(FIELD).press_sequentially("Les mesures")
    held.wait_for(1)
    go(page, talks, 1)
    expect(page.locator("[data-added]")).to_have_count(0)
    held.routes[0].continue_()
    expect(page.locator("[data-live]")).to_contain_text("mesures.csv")
    expect(page.locator("[data-added]")).to_have_count(0)
    go(page, talks, 0)
    expect(page.locator("[data-added]")).to_have_attribute("data-file", re.compile("."))
    expect(page.locator(FIELD)).to_have_value("Les mesures")

    drop(page.locator(".chat-thread"), "plan.csv")
    held.wait_for(2)
    page.locator(FIELD).press("Enter")  # it leaves as soon as the file is there
    go(page, talks, 1)
    held.routes[1].continue_()
    sent = lambda: talks.said(talks.ids[0])[-1]  # noqa: E731
    until(lambda: page.wait_for_timeout(20) or sent()["body"] == "Les mesures")
    assert sorted(file["name"] for file in sent()["files"]) == ["mesures.csv", "plan.csv"]
    expect(page.locator("[data-message]")).to_have_count(1)
    go(page, talks, 0)
    expect(page.locator("[data-message]").last).to_contain_text("Les mesures")
    expect(page.locator("[data-added]")).to_have_count(0)
    expect(page.locator(FIELD)).to_have_value("")
    assert is_still(page)


def test_the_voice_is_heard_no_more_and_what_was_open_closes(come, company):
    talks = Talks.begin(company, "coralie", "remi", "samuel", named="Four")
    coralie = come("coralie")
    page, say = coralie.page, coralie.say
    page.add_init_script(NOTE_SOUND)
    coralie.open(f"/messages/{talks.ids[0]}")
    mark(page)
    page.get_by_role("button", name=say("Record a voice note")).press("Enter")
    expect(page.get_by_role("group", name=say("Recording"))).to_be_visible()
    go(page, talks, 1)
    page.wait_for_function("() => window.heard.length === 1 && window.heard[0].readyState === 'ended'")
    expect(page.locator("[data-added]")).to_have_count(0)
    page.get_by_role("link", name=say("Ask with a poll")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect_open(page, talks.ids[0], talks.titles[0])
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("group", name=say("Recording"))).to_be_hidden()
    assert is_still(page)
    assert coralie.complaints == []


def test_what_was_marked_as_unread_waits_while_one_reads_elsewhere(come, company):
    talks = Talks.begin(company, "loic", "remi", "samuel", named="Silo")
    loic = come("loic")
    page, say = loic.open(f"/messages/{talks.ids[0]}"), loic.say
    loic.hear()
    mark(page)
    waiting = row_of(page, talks.ids[0]).locator("[data-count=waits] [data-number]")
    until(lambda: talks.waits(talks.ids[0]) == 0)
    page.locator("[data-message]").last.hover()
    page.get_by_role("button", name=say("Reply, react and more")).click()
    page.get_by_role("menuitem", name=say("Mark as unread from here")).click()
    expect(waiting).to_have_text("1")
    go(page, talks, 1)
    expect(waiting).to_have_text("1")
    until(lambda: talks.waits(talks.ids[1]) == 0)
    page.locator(".toast").get_by_role("button", name=say("Undo")).click()
    expect(waiting).to_be_hidden()
    assert [talks.waits(talks.ids[number]) for number in (0, 1)] == [0, 0]

    talks.say(talks.ids[2], "Encore.")
    go(page, talks, 2)
    until(lambda: talks.waits(talks.ids[2]) == 0)
    page.locator("[data-message]").last.hover()
    page.get_by_role("button", name=say("Reply, react and more")).last.click()
    page.get_by_role("menuitem", name=say("Mark as unread from here")).click()
    until(lambda: talks.waits(talks.ids[2]) == 1)
    go(page, talks, 1)
    assert talks.waits(talks.ids[2]) == 1
    go(page, talks, 2)
    until(lambda: talks.waits(talks.ids[2]) == 0)
    assert is_still(page)
    assert loic.complaints == []
