// What the server told the page: words in the reader's language, who reads, the anti-forgery token.
const told = document.querySelector("script[data-words]");
const all = told ? JSON.parse(told.textContent) : {};

const spoken = document.documentElement.lang || "fr";
export const language = spoken === "en" ? "en-GB" : spoken; // dates and numbers as Britain writes them
export const viewer = document.querySelector('meta[name="viewer"]')?.content ?? "";

export function words(key, values = {}) {
  return (all[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

const SAID = [401, 403, 404, 409, 413, 429];

// Why a request was refused, by its status; without one, nobody answered.
export function reasonOf({ status }) {
  if (!status) return words("error_network");
  return words(SAID.includes(status) ? `error_${status}` : "error_other");
}

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

// A request of our own, with what every request needs; throws an Error with `status` when refused.
export async function request(url, { method = "GET", body, headers = {}, keepalive = false } = {}) {
  const json = body !== undefined && !(body instanceof FormData) && !(body instanceof URLSearchParams);
  const answer = await fetch(url, {
    method,
    body: json ? JSON.stringify(body) : body,
    headers: { "X-CSRF-Token": csrfToken(), ...(json ? { "Content-Type": "application/json" } : {}), ...headers },
    credentials: "same-origin",
    keepalive,
  });
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status, answer });
  return answer;
}

// The elements of some HTML; they are not part of the page yet.
export const partsOf = (html) => [...document.createRange().createContextualFragment(html).children];

// The same of what an address answers.
export const fetchParts = async (url, options) => partsOf(await (await request(url, options)).text());
