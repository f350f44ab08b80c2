// The card that every person's name opens: on a pause of the pointer, or of the keyboard's focus, over the name.
const PAUSE = 450;
const GRACE = 250;

export function attach(frame) {
  const cards = new Map();
  let card = null;
  let timer = 0;
  let opener = null;

  function near(element) {
    const name = element.getBoundingClientRect();
    const own = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(name.left, window.innerWidth - own.width - 8));
    const under = name.bottom + 8 + own.height < window.innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${under ? name.bottom + 8 : Math.max(8, name.top - own.height - 8)}px`;
  }

  async function fetchCard(id) {
    if (!cards.has(id)) {
      const answer = await fetch(`/people/${id}/card`, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return "";
      cards.set(id, await answer.text());
    }
    return cards.get(id);
  }

  async function open(element) {
    opener = element;
    const html = await fetchCard(element.dataset.person);
    if (!html || opener !== element || !element.isConnected) return;
    close();
    opener = element;
    card = document.createElement("div");
    card.className = "card-of-person";
    card.popover = "manual";
    card.innerHTML = html;
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", () => later(close, GRACE));
    element.insertAdjacentElement("afterend", card); // so that the keyboard walks from the name into the card
    card.showPopover();
    near(element);
  }

  function close() {
    clearTimeout(timer);
    opener = null;
    card?.remove();
    card = null;
  }

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  const name = (event) => event.target.closest?.("[data-person]");
  const over = (event) => {
    const element = name(event);
    if (event.pointerType === "touch" || !element || element === opener) return;
    later(() => open(element), PAUSE);
  };
  const out = (event) => { if (name(event)) later(close, GRACE); };
  const focused = (event) => {
    const element = name(event);
    if (element && element.matches(":focus-visible")) later(() => open(element), PAUSE);
    else if (!card?.contains(event.target)) close(); // also one that has not opened yet
  };
  const pressed = (event) => { if (event.key === "Escape" && card) close(); };

  frame.addEventListener("pointerover", over);
  frame.addEventListener("pointerout", out);
  frame.addEventListener("focusin", focused);
  document.addEventListener("keydown", pressed);
  window.addEventListener("scroll", close, { passive: true });
  return () => {
    close();
    document.removeEventListener("keydown", pressed);
    window.removeEventListener("scroll", close);
  };
}
