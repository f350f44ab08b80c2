// Times as people say them, in the page's language and by the clock of the reader's account, as the server says them;
// they stay true while the page is open.
import { language, words } from "./page.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const first = (text) => (language.startsWith("fr") ? text.replace(/(^|\s)1(?= \p{L})/u, "$11er") : text); // 1er décembre

// A clock that is wrong by more than this is not gone by: the page knows the server's from when it was made.
const ALLOWED = 5 * MINUTE;
const sent = performance.getEntriesByType("navigation")[0]?.serverTiming?.find(({ name }) => name === "now");
const off = sent ? Number(sent.description) - Date.now() : 0;
const wrongBy = Math.abs(off) > ALLOWED ? off : 0;

// The moment it is, by the server's clock where this machine's is wrong.
export function now() {
  return new Date(Date.now() + wrongBy);
}

// A browser that does not know the account's zone by its name goes by its own.
function known(timeZone) {
  try {
    return new Intl.DateTimeFormat(language, { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

const timeZone = known(document.querySelector('meta[name="time-zone"]')?.content || undefined);

export function format(options) {
  const made = new Intl.DateTimeFormat(language, { timeZone, ...options });
  return { format: (date) => first(made.format(date)) };
}

const weekday = format({ weekday: "long" });
const thisYear = format({ day: "numeric", month: "long" });
const otherYear = format({ day: "numeric", month: "long", year: "numeric" });
export const fullDay = format({ dateStyle: "full" });
const exact = format({ dateStyle: "full", timeStyle: "short" });
const figures = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const figuresOf = (date) => Object.fromEntries(figures.formatToParts(date).map(({ type, value }) => [type, value]));

export function clock(date) {
  const { hour, minute } = figuresOf(date);
  return language.startsWith("fr") ? `${Number(hour)}\u00a0h\u00a0${minute}` : `${hour}:${minute}`;
}

// The day a moment is on, as a number: of two moments of one day the same.
export function dayOf(date) {
  const { year, month, day } = figuresOf(date);
  return Date.UTC(year, month - 1, day) / DAY;
}

export function say(date, style = "relative", moment = now()) {
  const age = moment - date;
  const days = dayOf(moment) - dayOf(date);
  const day = figuresOf(date).year === figuresOf(moment).year ? thisYear : otherYear;
  if (style === "clock") return clock(date);
  if (style === "day") return days === 0 ? clock(date) : days === 1 ? relative.format(-1, "day") : days > 1 && days < 7 ? weekday.format(date) : day.format(date);
  if (style === "date") return day.format(date);
  if (Math.abs(age) < MINUTE) return words("just_now");
  if (Math.abs(age) < HOUR) return relative.format(-Math.trunc(age / MINUTE), "minute");
  if (days === 0) return relative.format(-Math.trunc(age / HOUR), "hour");
  if (days === 1) return words("yesterday_at", { time: clock(date) });
  if (days === -1) return words("tomorrow_at", { time: clock(date) });
  if (days > 1 && days < 7) return weekday.format(date);
  return day.format(date);
}

export function localise(root = document) {
  const own = root.matches?.("time[data-time]") ? [root] : [];
  for (const element of [...own, ...root.querySelectorAll("time[data-time]")]) {
    const date = new Date(element.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    const text = say(date, element.dataset.time);
    if (element.textContent !== text) element.textContent = text;
    if (!element.dataset.exact) {
      element.title = exact.format(date);
      element.dataset.exact = "true";
    }
  }
}

export function startTimes() {
  localise();
  setInterval(() => { if (!document.hidden) localise(); }, MINUTE / 2);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) localise(); });
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) localise(node);
  }).observe(document.body, { childList: true, subtree: true });
}
