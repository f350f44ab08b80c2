"""What a page can be asked about itself: its headings, its width, its words."""

from __future__ import annotations

from playwright.sync_api import Page

# What the page says, but for what people wrote and for their names.
_TEXTS = r"""() => {
    const theirs = ".name, .prose, .words, .avatar, blockquote, option, pre, script, style, template, body [lang]";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        if (!walker.currentNode.parentElement.closest(theirs)) found.push(walker.currentNode.data);
    }
    for (const name of ["aria-label", "title", "placeholder"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name));
    }
    return found.map((text) => text.replace(/[ \n\t]+/g, " ").trim());
}"""

_OVER_THE_EDGE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const right = (element) => Math.round(element.getBoundingClientRect().right);
    const over = [...document.querySelectorAll("body *:not(svg *)")].filter((element) => right(element) > width);
    return over.slice(0, 6).map((element) => `${element.tagName} ${element.className} to ${right(element)}`);
}"""

_CUT_MENUS = """async () => {
    const turn = (menu, open) => new Promise((done) => {
        menu.addEventListener("toggle", done, { once: true });
        menu.open = open;
    });
    const cut = [];
    for (const menu of document.querySelectorAll("details.menu")) {
        if (!menu.checkVisibility()) continue;
        await turn(menu, true);
        const box = menu.querySelector(".menu-list").getBoundingClientRect();
        if (box.left < 0 || box.right > document.documentElement.clientWidth) cut.push(menu.firstElementChild.title);
        await turn(menu, false);
    }
    return cut;
}"""

_THIN_OUT = """() => {
    for (const list of document.querySelectorAll(".posts, [data-list], .chat-log")) {
        [...list.children].slice(4, -2).forEach((child) => child.remove());
    }
}"""


def texts(page: Page) -> list[str]:
    """What the house itself says on the page, each text and label."""
    found: list[str] = page.evaluate(_TEXTS)
    return found


def over_the_edge(page: Page) -> list[str]:
    """What makes the page wider than the screen, the outermost first."""
    found: list[str] = page.evaluate(_OVER_THE_EDGE)
    return [f"over the edge of {page.viewport_size}: {', '.join(found)}"] if found else []


def cut_menus(page: Page) -> list[str]:
    """Which menus open where they cannot be read."""
    found: list[str] = page.evaluate(_CUT_MENUS)
    return [f"the menu “{name}” is cut off" for name in found]


def headings(page: Page) -> list[str]:
    """What is wrong with the page's title: there is one, no less and no more."""
    count = page.locator("h1:visible").count()
    return [] if count == 1 else [f"{count} first headings"]


def thin_out(page: Page) -> None:
    """Leave few of each list: the fifth of a kind says nothing new of colours and names, and costs as much."""
    page.evaluate(_THIN_OUT)
