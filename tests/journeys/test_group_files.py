"""A group's files in the browser: chosen or dropped they are there at once, renewed, deleted and brought back."""

from playwright.sync_api import expect

from tests.journeys.carrying import drop


def named(name, content="words"):
    return {"name": name, "mimeType": "text/plain", "buffer": content.encode()}


def test_files_are_added_renewed_deleted_and_brought_back(come):
    alice = come("alice")
    page, say = alice.open("/groups/atelier-3/files"), alice.say
    page.get_by_label(say("Add files"), exact=True).set_input_files([named("chosen.txt"), named("another.txt")])
    expect(page.get_by_role("link", name="chosen.txt", exact=True)).to_be_visible()
    page.wait_for_selector("html[data-ready]", state="attached")
    drop(page.locator("[data-behavior='folders/dropping']"), "dropped.csv")
    expect(page.get_by_role("link", name="dropped.csv", exact=True)).to_be_visible()

    page.get_by_role("link", name="chosen.txt", exact=True).click()
    page.get_by_text(say("New version")).click()
    page.get_by_label(say("The file as it is now")).set_input_files(named("later.txt", "new words"))
    page.get_by_role("button", name=say("Send"), exact=True).click()
    alice.open("/groups/atelier-3/files")
    page.get_by_label(say("Add files"), exact=True).set_input_files(named("chosen.txt", "newer words"))
    expect(page.get_by_label(say("Save as a new version"))).to_be_checked()
    assert alice.accessibility_faults() == []
    page.get_by_role("button", name=say("Continue")).click()
    page.get_by_role("link", name="chosen.txt", exact=True).click()
    expect(page.get_by_text(say("Version %(number)d", number=3)).first).to_be_visible()
    page.get_by_role("button", name=say("Restore version %(number)d", number=1)).click()
    page.get_by_role("button", name=say("Delete"), exact=True).click()
    expect(page.get_by_role("link", name="chosen.txt", exact=True)).to_have_count(0)
    page.get_by_role("button", name=say("Undo")).click()
    expect(page.get_by_role("heading", name="chosen.txt")).to_be_visible()
    assert alice.complaints == []
