// The newest comments of a post, opened and closed where the post stands.
import { request } from "../core/page.js";

export async function openConversation(link) {
  const place = link.closest("[data-post]").querySelector("[data-conversation]");
  if (!place) return;
  if (place.childElementCount) {
    place.hidden = !place.hidden;
    link.setAttribute("aria-expanded", String(!place.hidden));
    return;
  }
  link.setAttribute("aria-expanded", "true");
  try {
    const answer = await request(link.dataset.comments, { headers: { "HX-Request": "true" } });
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...parsed.body.childNodes);
    place.hidden = false;
    place.querySelector("textarea")?.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
}
