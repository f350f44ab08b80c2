"""Moderation's pages as a browser without JavaScript walks them, and what ends while a page is still open."""

import time

from app.accounts.models import Role
from app.accounts.services import change_roles
from app.core.richtext import MAX_LENGTH
from moderation.models import TargetKind
from moderation.queries import list_queue
from moderation.services import file_appeal
from moderation.services.reporting import MOST_ITEMS


def test_a_report_goes_its_whole_way_on_pages(browser, make_person, make_post, make_moderator):
    ada, bob, chloe, paul = make_person(), make_person(), make_moderator(), make_moderator()
    post = make_post(author=bob)
    form = {"category": "harassment", "statement": "This is about me.", "confidential": "1"}
    sent = browser(ada).post(f"/report/post/{post.id}", data=form)
    assert sent.status_code == 303
    [item] = list_queue(chloe).items
    case, desk = f"/moderation/cases/{item.case_id}", browser(chloe)
    assert desk.get(case).status_code == 200
    assert desk.post(f"{case}/claim").status_code == 303
    verdict = {"measure": "hide", "hide_days": "30", "reason": "It mocks a colleague.", "article": "1"}
    assert desk.post(f"{case}/decisions", data=verdict).status_code == 303
    own = browser(bob)
    assert "It mocks a colleague." in own.get("/decisions/mine").get_data(as_text=True)
    decision_id = own.get("/api/v1/decisions/mine").json["items"][0]["id"]
    assert own.post(f"/decisions/{decision_id}/appeal", data={"statement": "It is a quotation."}).status_code == 303
    [appeal] = list_queue(paul).items
    judged = browser(paul).post(
        f"/moderation/appeals/{appeal.id}/judgement", data={"outcome": "overturn", "reason": "It is."}
    )
    assert judged.status_code == 303
    assert browser(ada).get(f"/posts/{post.id}").status_code == 200


def test_what_was_typed_is_kept_where_a_decision_is_refused(browser, make_post, report, make_moderator):
    case, desk = f"/moderation/cases/{report(make_post()).case_id}", browser(make_moderator())
    desk.post(f"{case}/claim")
    refused = desk.post(f"{case}/decisions", data={"measure": "remind", "reason": "Kept words.", "article": "999"})
    assert refused.status_code == 422
    assert "Kept words." in refused.get_data(as_text=True)


def test_whoever_no_longer_moderates_is_out_of_the_file_that_is_still_open(browser, make_post, report, make_moderator):
    chloe = make_moderator()
    case, desk = f"/moderation/cases/{report(make_post()).case_id}", browser(chloe)
    desk.post(f"{case}/claim")
    change_roles(chloe, remove=[Role.MODERATOR], actor=None)
    assert desk.get(case).status_code == 404
    assert desk.post(f"{case}/decisions", data={"measure": "dismiss"}).status_code == 404
    assert desk.get("/moderation").status_code == 403


def test_whom_a_case_concerns_finds_no_trace_of_it(browser, make_post, make_person, report):
    bob = make_person()
    case_id = report(make_post(author=bob)).case_id
    pages = browser(bob)
    for path in ("/decisions/mine", "/reports/mine", "/notifications"):
        assert str(case_id) not in pages.get(path).get_data(as_text=True)


MARKDOWN = "**Seuls** les [imbéciles](https://evil.example/x) le montent ainsi.\n\n```\nfin\n```"


def test_what_is_reported_is_quoted_in_plain_words(browser, make_person, make_post):
    page = browser(make_person()).get(f"/report/post/{make_post(MARKDOWN).id}").text
    assert "Seuls les imbéciles le montent ainsi." in page
    assert [signs for signs in ("**", "](https", "```") if signs in page] == []


def test_the_file_of_a_case_shows_the_words_as_they_were_read_and_where_their_links_lead(
    browser, make_post, report, make_moderator
):
    case = report(make_post(MARKDOWN)).case_id
    page = browser(make_moderator()).get(f"/moderation/cases/{case}").text
    assert "<strong>Seuls</strong>" in page
    assert 'href="https://evil.example/x"' in page
    assert "**" not in page


def test_the_longest_post_with_a_title_can_be_reported_and_its_file_read(browser, make_post, report, make_moderator):
    post = make_post("x" * MAX_LENGTH, title="A title before it")
    desk = browser(make_moderator())
    assert desk.get(f"/report/post/{post.id}").status_code == 200
    shown = desk.get(f"/moderation/cases/{report(post).case_id}")
    assert (shown.status_code, "x" * MAX_LENGTH in shown.text) == (200, True)


def test_texts_that_are_long_to_read_keep_nobody_from_the_file_of_a_case(
    browser, make_person, make_post, report, make_moderator
):
    ada, costly = make_person(), "**a" * (MAX_LENGTH // 3)
    own = [(TargetKind.POST, make_post(costly, author=ada).id) for _ in range(MOST_ITEMS)]
    case, desk = report(make_post(MARKDOWN), items=own, by=ada).case_id, browser(make_moderator())
    began = time.process_time()
    page = desk.get(f"/moderation/cases/{case}").text
    assert time.process_time() - began < 8
    assert "<strong>Seuls</strong>" in page
    assert page.count(costly) == MOST_ITEMS


def test_an_appeal_that_was_judged_is_not_offered_to_be_judged(
    browser, make_post, report, case_of, decide, make_moderator, make_person
):
    author, chloe, paul = make_person(), make_moderator(), make_moderator()
    decision = decide(case_of(report(make_post(author=author))), by=chloe)
    appeal = file_appeal(decision, statement="It is a quotation.", actor=author)
    desk, address = browser(paul), f"/moderation/appeals/{appeal.id}"
    assert ">Juger<" in desk.get(address).text
    desk.post(f"{address}/judgement", data={"outcome": "overturn", "reason": "It is."})
    judged = desk.get(address)
    assert (judged.status_code, ">Juger<" in judged.text) == (200, False)
