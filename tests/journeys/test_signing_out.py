"""Signing out: however late its answer comes, the page asks nothing more of a house that knows it no longer."""

import pytest
from playwright.sync_api import TimeoutError as NeverAsked

from tests.journeys.conftest import address
from tests.support.browser import PASSWORD

WHILE = 2_500
"""In milliseconds, longer than a page waits before it asks why it was cut off."""


def test_a_page_that_signs_out_asks_for_nothing_while_it_waits_to_be_led_away(come):
    dylan = come()
    dylan.sign_in(address("dylan"), PASSWORD)
    lines = []

    def remember(line):
        lines.append(line)

    dylan.page.on("websocket", remember)
    page, say = dylan.open("/"), dylan.say
    dylan.hear()
    token = page.locator('meta[name="csrf-token"]').get_attribute("content")
    page.route("**/sign-out", lambda route: route.fulfill(status=204))  # which leads nowhere
    page.locator("summary").and_(page.get_by_label(say("My account"))).click()
    with page.expect_response("**/sign-out"):
        page.get_by_role("button", name=say("Sign out")).first.click()
    with lines[-1].expect_event("close"):
        assert dylan.context.request.post(f"{dylan.base_url}/sign-out", headers={"X-CSRF-Token": token}).ok
    with pytest.raises(NeverAsked):
        page.wait_for_event("request", timeout=WHILE)
    assert dylan.complaints == []
