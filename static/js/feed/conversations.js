// The newest comments of a post, opened and closed where the post stands.
import { FRAGMENT } from "../core/asked.js";
import { fetchParts } from "../core/page.js";

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
    place.replaceChildren(...await fetchParts(link.dataset.comments, { headers: FRAGMENT }));
    place.hidden = false;
    place.querySelector("textarea")?.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
}
