// What a link leads to, drawn from the server's own card; the author takes it away.
import { request, words } from "../core/page.js";
import { toast } from "../core/toast.js";

export function drawLink(place, link, { removal, isOwn }) {
  place.replaceChildren();
  if (!link) return;
  const card = document.querySelector("template[data-link-card]").content.firstElementChild.cloneNode(true);
  card.querySelector(".link-card-body").href = link.url;
  card.querySelector("[data-site]").textContent = link.site;
  card.querySelector("[data-title]").textContent = link.title;
  Object.assign(card.querySelector("[data-words]"), { textContent: link.text, hidden: !link.text });
  if (link.picture_url) card.querySelector(".link-card-face").replaceWith(Object.assign(new Image(), { src: link.picture_url, alt: "", loading: "lazy" }));
  const button = card.querySelector("[data-link-away]");
  button.setAttribute("formaction", removal);
  button.hidden = !isOwn;
  place.append(card);
}

// Gone at once; there again when the server refuses.
export async function takeLinkAway(button, address) {
  const card = button.closest(".link-card");
  card.hidden = true;
  try {
    await request(address, { method: "DELETE" });
    card.remove();
  } catch (error) {
    card.hidden = false;
    toast(words([401, 403, 404, 409, 429].includes(error.status) ? `error_${error.status}` : error.status ? "error_other" : "error_network"), { icon: "circle-alert" });
  }
}
