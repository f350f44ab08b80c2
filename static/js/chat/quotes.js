// What a line answers, and whose words it repeats.
import { say } from "../core/times.js";

export function drawQuote(node, quote, { dataset }) {
  const place = node.querySelector("[data-quote]");
  place.hidden = !quote;
  if (!quote) return;
  place.href = `/messages/${dataset.conversation}?at=${quote.seq}#m-${quote.seq}`;
  place.querySelector("[data-quote-name]").textContent = quote.author.name.split(" ")[0];
  place.querySelector("[data-quote-text]").textContent = quote.text ?? dataset.gone;
}

export function drawOrigin(node, origin, { dataset }) {
  const place = node.querySelector("[data-origin]");
  place.hidden = !origin;
  if (!origin) return;
  place.querySelector("[data-origin-name]").textContent = dataset.origin.replace("{name}", origin.author.name);
  const time = place.querySelector("time");
  time.dateTime = origin.at;
  time.textContent = say(new Date(origin.at), "day");
}
