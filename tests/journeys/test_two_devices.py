"""On two devices: what is begun on the phone is gone on with at the desk, and what is sent is a draft nowhere."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import address, in_both
from tests.support.browser import PHONE
from tests.support.waiting import until

HANDHELD = {"viewport": PHONE, "has_touch": True}
AN_HOUR = timedelta(hours=1)


def talk(company, who, other):
    """The address of a conversation between two people, and the name under which its draft is kept."""
    person = company.account(other).get("/me")["id"]
    conversation = company.account(who).post("/conversations", {"person_ids": [person]})["id"]
    return f"/messages/{conversation}", f"chat-{conversation}"


def field_of(page):
    return page.locator("form.chat-composer textarea")


def kept(company, who, place):
    """What the server keeps of a draft."""
    found = [draft for draft in company.account(who).get("/drafts?limit=100")["items"] if draft["place"] == place]
    return (found[0]["content"] or {}).get("body:0") if found else None


@in_both
def test_a_message_begun_on_the_phone_is_gone_on_with_at_the_desk_and_gone_from_both_once_it_is_sent(come, company):
    where, place = talk(company, "alice", "kevin")
    phone, desk = come("alice", **HANDHELD), come("alice")
    on_phone, at_desk = field_of(phone.open(where)), field_of(desk.open(where))
    phone.hear(), desk.hear()
    on_phone.fill("The crane is")
    expect(at_desk).to_have_value("The crane is")
    at_desk.press("End")
    at_desk.press_sequentially(" back")
    expect(on_phone).to_have_value("The crane is back")
    at_desk.press("Enter")
    expect(desk.page.locator("[data-message]").last).to_contain_text("The crane is back")
    expect(on_phone).to_have_value("")
    assert kept(company, "alice", place) is None
    expect(field_of(come("alice").open(where))).to_have_value("")
    assert phone.complaints == desk.complaints == []


@in_both
def test_the_list_of_conversations_says_where_something_is_half_written(come, company, locale):
    where, _place = talk(company, "alice", "kevin")
    words = f"Where are the gloves? ({locale})"  # the other language says its own here
    phone, desk = come("alice", **HANDHELD), come("alice")
    page = desk.open("/messages")
    desk.hear()
    row = page.locator(f'[data-row="{where.rpartition("/")[2]}"]')
    expect(row).to_be_visible()
    sign = row.get_by_text(desk.say("Draft"), exact=True)
    expect(sign).to_be_hidden()
    on_phone = field_of(phone.open(where))
    phone.hear()
    on_phone.fill(words)
    expect(sign).to_be_visible()
    expect(row.get_by_text(words, exact=True)).to_be_visible()
    on_phone.fill("")
    expect(sign).to_be_hidden()
    expect(row).not_to_contain_text(words)
    expect(row.locator("[data-preview]")).to_be_visible()
    on_phone.fill(words)
    expect(sign).to_be_visible()
    on_phone.press("Enter")
    expect(row).to_contain_text(words)
    expect(sign).to_be_hidden()


@in_both
def test_a_post_with_its_choices_follows_and_a_device_that_was_closed_finds_it(come, company):
    phone = come("bruno", **HANDHELD)
    page = phone.open("/")
    page.get_by_label(phone.say("Your post")).fill("Who has the key of the workshop?")
    page.get_by_role("button", name=phone.say("Question"), exact=True).click()
    until(lambda: kept(company, "bruno", "post") == "Who has the key of the workshop?")
    desk = come("bruno")
    page = desk.open("/")
    expect(page.get_by_label(desk.say("Your post"))).to_have_value("Who has the key of the workshop?")
    expect(page.locator("fieldset[data-kind=question]")).to_be_visible()
    expect(page.get_by_text(desk.say("Draft kept"))).to_be_visible()
    page.get_by_role("button", name=desk.say("Discard")).click()
    expect(phone.page.get_by_label(phone.say("Your post"))).to_have_value("")
    expect(phone.page.locator("fieldset[data-kind=question]")).to_be_hidden()
    page.get_by_role("button", name=desk.say("Undo")).click()
    expect(phone.page.get_by_label(phone.say("Your post"))).to_have_value("Who has the key of the workshop?")


def test_words_that_are_being_typed_are_not_overwritten(come, company):
    post = company.account("gaelle").post("/posts", {"body": "Le quai est sec."})["id"]
    phone, desk = come("bruno", **HANDHELD), come("bruno")
    answers = [each.open(f"/posts/{post}").get_by_label(each.say("Your answer")) for each in (phone, desk)]
    phone.hear(), desk.hear()
    on_phone, at_desk = answers
    desk.context.set_offline(True)  # typed at the same time, so that neither knows of the other
    on_phone.fill("Enfin")
    until(lambda: kept(company, "bruno", f"comment-{post}") == "Enfin")
    at_desk.fill("Tant mieux, je passe ce soir")
    desk.context.set_offline(False)
    expect(on_phone).to_have_value("Tant mieux, je passe ce soir")
    expect(at_desk).to_have_value("Tant mieux, je passe ce soir")


def test_what_was_sent_without_a_network_leaves_the_other_device_too(come, company):
    where, place = talk(company, "bruno", "kevin")
    phone, desk = come("bruno", **HANDHELD), come("bruno")
    on_phone, at_desk = field_of(phone.open(where)), field_of(desk.open(where))
    phone.hear(), desk.hear()
    on_phone.fill("Je descends au quai")
    expect(at_desk).to_have_value("Je descends au quai")
    phone.context.set_offline(True)
    on_phone.press("Enter")
    expect(on_phone).to_have_value("")
    phone.context.set_offline(False)
    expect(at_desk).to_have_value("")
    expect(desk.page.locator("[data-message]").last).to_contain_text("Je descends au quai")
    assert kept(company, "bruno", place) is None


def test_older_words_that_come_late_do_not_bring_back_what_was_sent(come, company):
    where, place = talk(company, "alice", "dylan")
    phone, desk = come("alice", **HANDHELD), come("alice")
    phone.page.clock.install(time=datetime.now(UTC) - AN_HOUR)  # so long before the desk sends it is typed
    on_phone, at_desk = field_of(phone.open(where)), field_of(desk.open(where))
    phone.hear(), desk.hear()
    on_phone.fill("Le palan")
    expect(at_desk).to_have_value("Le palan")
    phone.context.set_offline(True)
    on_phone.fill("Le palan du")
    at_desk.fill("Le palan du quai est réparé")
    at_desk.press("Enter")
    expect(desk.page.locator("[data-message]").last).to_contain_text("Le palan du quai est réparé")
    until(lambda: kept(company, "alice", place) is None)
    phone.page.clock.fast_forward(AN_HOUR.seconds * 1000)
    phone.context.set_offline(False)
    expect(on_phone).to_have_value("")
    assert kept(company, "alice", place) is None
    expect(at_desk).to_have_value("")


def test_a_page_that_is_left_at_once_still_tells_what_was_typed(come, company):
    where, place = talk(company, "alice", "kevin")
    phone = come("alice", **HANDHELD)
    field_of(phone.open(where)).fill("Vite dit")
    phone.open("/groups")
    until(lambda: kept(company, "alice", place) == "Vite dit")


def test_changing_a_message_leaves_the_draft_of_the_conversation_alone(come, company):
    where, place = talk(company, "alice", "kevin")
    conversation = where.rpartition("/")[2]
    said = {"client_id": f"said-{conversation}", "body": "À huit heures"}
    company.account("alice").post(f"/conversations/{conversation}/messages", said)
    alice = come("alice")
    field = field_of(alice.open(where))
    field.press("ArrowUp")
    expect(field).to_have_value("À huit heures")
    field.fill("À neuf heures")
    field.press("Escape")
    expect(field).to_have_value("")
    field.fill("Et les gants")
    until(lambda: kept(company, "alice", place) == "Et les gants")


def test_a_shared_computer_keeps_nothing_after_the_sign_out_and_the_server_keeps_it(come, company):
    where, place = talk(company, "bruno", "dylan")
    shared = come()
    shared.sign_in(address("bruno"))
    page = shared.open(where)
    field_of(page).fill("À relire demain")
    page.get_by_label(shared.say("My account")).click()
    page.get_by_role("button", name=shared.say("Sign out")).first.click()
    page.wait_for_url(re.compile("/sign-in"))
    assert "À relire demain" not in page.evaluate("JSON.stringify({ ...localStorage })")
    assert kept(company, "bruno", place) == "À relire demain"
    shared.sign_in(address("bruno"))
    expect(field_of(shared.open(where))).to_have_value("À relire demain")
    company.forget_drafts("bruno")


def test_words_that_meet_a_newer_draft_at_the_sign_out_reach_the_server_and_leave_the_shared_computer(come, company):
    where, place = talk(company, "bruno", "moussa")
    shared = come()
    shared.page.route_web_socket(re.compile("/socket.io/"), lambda _socket: None)  # so that nobody tells this page
    shared.sign_in(address("bruno"))
    page = shared.open(where)
    elsewhere = {"content": {"body:0": "Écrit au bureau"}, "version": 0}
    company.account("bruno").ask("PUT", f"/drafts/{place}", elsewhere)
    field_of(page).fill("Écrit ici ensuite")
    page.get_by_label(shared.say("My account")).click()
    page.get_by_role("button", name=shared.say("Sign out")).first.click()
    page.wait_for_url(re.compile("/sign-in"))
    assert "ensuite" not in page.evaluate("JSON.stringify({ ...localStorage })")
    assert kept(company, "bruno", place) == "Écrit ici ensuite"
    company.forget_drafts("bruno")


def test_answers_in_a_thread_and_below_a_comment_follow_to_where_they_are_opened(come, company):
    where, _place = talk(company, "alice", "kevin")
    alice = company.account("alice")
    said = {"client_id": f"root-{where}", "body": "Qui vient au quai ?"}
    root = alice.post(f"/conversations/{where.rpartition('/')[2]}/messages", said)["id"]
    said = {"client_id": f"answer-{where}", "body": "Je demande.", "thread_id": root}
    alice.post(f"/conversations/{where.rpartition('/')[2]}/messages", said)
    post = alice.post("/posts", {"body": "Le pont est là."})["id"]
    comment = alice.post(f"/posts/{post}/comments", {"body": "Enfin."})["id"]
    phone, desk = come("alice", **HANDHELD), come("alice")

    phone.open(f"{where}?thread={root}").get_by_label(phone.say("Reply in the thread"), exact=True).last.fill("Moi")
    until(lambda: kept(company, "alice", f"thread-{root}") == "Moi")
    page = desk.open(where)
    page.locator(f'[data-message="{root}"] [data-open-thread]').first.click()
    expect(page.locator("#answer-body")).to_have_value("Moi")

    for each, text in ((phone, "Pas trop tôt"), (desk, "")):
        page = each.open(f"/posts/{post}")
        page.locator(f"#comment-{comment}").get_by_role("link", name=each.say("Reply"), exact=True).click()
        field = page.locator(f"#answer-{comment}")
        expect(field).to_be_visible()
        if text:
            field.fill(text)
            until(lambda: kept(company, "alice", f"comment-{comment}") == "Pas trop tôt")
        expect(field).to_have_value("Pas trop tôt")


def test_an_event_that_was_begun_follows(come, company):
    phone, desk = come("gaelle", **HANDHELD), come("gaelle")
    phone.open("/events/new").get_by_label(phone.say("Name of the event")).fill("Visite du chantier")
    until(lambda: company.account("gaelle").get("/drafts")["items"])
    expect(desk.open("/events/new").get_by_label(desk.say("Name of the event"))).to_have_value("Visite du chantier")
