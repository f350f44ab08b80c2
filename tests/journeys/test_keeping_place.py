"""Nothing typed is lost, and nothing moves under the eyes: drafts, going back, what arrives meanwhile."""

from playwright.sync_api import expect

from tests.support.browser import PHONE


def test_a_draft_survives_a_reload_and_goes_when_it_is_sent(come):
    alice = come("alice")
    page, say = alice.open("/"), alice.say
    page.get_by_label(say("Your post")).fill("Les bons de sortie changent de couleur lundi.")
    page.reload()
    expect(page.get_by_label(say("Your post"))).to_have_value("Les bons de sortie changent de couleur lundi.")
    page.get_by_role("button", name=say("Publish")).click()
    expect(page.locator("[data-post]").first).to_contain_text("changent de couleur")
    page.reload()
    expect(page.get_by_label(say("Your post"))).to_have_value("")


def test_going_back_finds_the_line_that_was_read(come):
    bruno = come("bruno", viewport=PHONE, has_touch=True)
    page, say = bruno.open("/?scope=all"), bruno.say
    before = page.locator("[data-post]").count()
    page.get_by_role("link", name=say("Show more")).click()
    expect(page.locator("[data-post]").nth(before)).to_be_attached()
    read = page.locator("article[data-post]").nth(before + 3)
    identity = read.get_attribute("data-post")
    read.scroll_into_view_if_needed()
    top = read.bounding_box()["y"]
    read.locator("a[data-open]").click()
    page.wait_for_url(f"**/posts/{identity}")
    page.go_back()
    again = page.locator(f'article[data-post="{identity}"]')
    expect(again).to_be_in_viewport()
    page.wait_for_function(
        "([id, top]) => Math.abs(document.getElementById(`post-${id}`).getBoundingClientRect().top - top) < 60",
        arg=[identity, top],
    )


def test_what_arrives_moves_nothing_that_is_read(come, company):
    alice = come("alice")
    page = alice.open("/")
    read = page.locator("article[data-post]").nth(4)
    read.scroll_into_view_if_needed()
    top = read.bounding_box()["y"]
    company.account("gaelle").post("/posts", {"body": "Le pain de ce midi vient de Trémentines."})
    pill = page.locator(".pill")
    expect(pill).to_contain_text("1")
    assert read.bounding_box()["y"] == top


def test_a_post_deleted_on_its_own_page_takes_its_comments_along_and_brings_them_back(come, company):
    post = company.account("alice").post("/posts", {"body": "Les gants taille 9 sont au magasin."})["id"]
    company.account("bruno").post(f"/posts/{post}/comments", {"body": "Merci, j’y passe."})
    alice = come("alice")
    with alice.page.expect_response("**/seen"):  # or it might come in the moment in which the post goes
        page, say = alice.open(f"/posts/{post}"), alice.say
    answer, comment = page.get_by_label(say("Your answer")), page.locator("#comments").get_by_text("Merci, j’y passe.")
    expect(answer).to_be_visible()
    page.locator(".byline").first.get_by_label(say("More about this post")).click()
    page.get_by_role("button", name=say("Delete")).first.click()
    expect(page.locator(".toast", has_text=say("Post deleted."))).to_be_visible()
    expect(answer).to_be_hidden()
    expect(comment).to_be_hidden()
    page.get_by_role("button", name=say("Undo")).click()
    expect(answer).to_be_visible()
    expect(comment).to_be_visible()
    assert alice.complaints == []
