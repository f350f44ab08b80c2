// What a line answers, and whose words it repeats.
import { say } from "../core/times.js";
import { addressOf, log } from "./parts.js";

export function drawQuote(node, quote) {
  const place = node.querySelector("[data-quote]");
  place.hidden = !quote;
  if (!quote) return;
  place.href = addressOf(quote.seq);
  place.querySelector("[data-quote-name]").textContent = quote.author.name.split(" ")[0];
  place.querySelector("[data-quote-text]").textContent = quote.text ?? log().dataset.gone;
}

export function drawOrigin(node, origin) {
  const place = node.querySelector("[data-origin]");
  place.hidden = !origin;
  if (!origin) return;
  place.querySelector("[data-origin-name]").textContent = log().dataset.origin.replace("{name}", origin.author.name);
  const time = place.querySelector("time");
  time.dateTime = origin.at;
  time.textContent = say(new Date(origin.at), "day");
}
