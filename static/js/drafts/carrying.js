// Drafts follow their person: own words go to the server after a pause, and what was written elsewhere comes from it.
// Of two, the newer one stays. Everything that changes a draft names the version it began from: what arrives late is refused.
import { request, viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { find, places, put, same } from "./kept.js";

const API = "/api/v1/drafts";
const MARK = `parvis:drafts:${viewer}`; // the newest version that was here when the server was last asked
const PAUSE = 2000; // milliseconds, as those below
const JUST_NOW = 5000; // who writes at this moment has the newer words, whatever two clocks say
const SMALL = 20_000; // characters: so much the browser still sends when the page has gone
const REFUSED = [403, 404, 413, 422];

const timers = new Map();
const leaving = new Map(); // place -> the end of the way of its words, while they are on it
const held = new Set(); // places whose form is on its way by itself
const told = () => Number(document.querySelector('meta[name="drafts"]')?.content ?? 0);

export function carrySoon(place) {
  clearTimeout(timers.get(place));
  timers.set(place, setTimeout(leave, PAUSE, place));
}
export function holdBack(place) {
  held.add(place);
}

// Words that were typed here; `isCarried`: they are for a place that the server knows.
export function keepWords(place, fields, isCarried) {
  if (!isCarried) { put(place, { fields, at: Date.now() }); return; }
  const { version = 0, wasTried } = find(place) ?? {};
  put(place, { fields, at: Date.now(), version, isOwn: true, wasTried });
  carrySoon(place);
}

// Sent, or cleared: on the other devices too, as soon as there is a network.
export function letGo(place) {
  const copy = find(place);
  if (!copy?.fields) return;
  const { fields: was, version, wasTried } = copy;
  if (!version && !wasTried) { put(place, null); return; }
  put(place, { fields: null, was, at: Date.now(), version, isOwn: true, wasTried });
  carrySoon(place);
}

export function leave(place) {
  clearTimeout(timers.get(place));
  if (!leaving.has(place)) leaving.set(place, deliver(place).finally(() => leaving.delete(place)));
  return leaving.get(place);
}

async function deliver(place) {
  const copy = find(place);
  if (!copy?.isOwn || held.has(place)) return;
  try {
    put(place, { ...copy, wasTried: true });
    settle(place, copy, await send(place, copy));
    if (find(place)?.isOwn) carrySoon(place); // more was typed meanwhile
  } catch (error) {
    if (error.status === 409) askSoon();
    else if (REFUSED.includes(error.status)) refuse(place, copy);
  }
}

async function send(place, { fields, version }) {
  const keepalive = JSON.stringify(fields).length < SMALL;
  const how = fields ? { method: "PUT", body: { content: fields, version } } : { method: "DELETE" };
  const answer = await request(`${API}/${place}${fields ? "" : `?version=${version}`}`, { ...how, keepalive });
  return (await answer.json()).version;
}

function settle(place, sent, version) {
  const copy = find(place);
  if (copy && version > copy.version) put(place, { ...copy, version, isOwn: !same(copy.fields, sent.fields), was: undefined });
}

// The place is closed to this person, or the words are too many: they stay in this browser.
function refuse(place, { fields, at }) {
  if (same(find(place)?.fields, fields)) put(place, fields && { fields, at });
}

const isNewer = (copy, version) => copy.at > version || Date.now() - copy.at < JUST_NOW;

function take({ place, content: fields, version }) {
  const copy = find(place);
  if (version <= (copy?.version ?? 0)) return;
  const isLetGo = copy?.isOwn && !copy.fields && same(copy.was, fields); // what came late of what was let go of here
  if (isLetGo || (copy?.isOwn && !same(copy.fields, fields) && isNewer(copy, version))) put(place, { ...copy, version });
  else put(place, { fields, at: version, version }, !same(copy?.fields, fields));
}

async function ask() {
  const before = new Map(places().map((place) => [place, find(place)?.version]));
  const items = [];
  for (let cursor = ""; cursor !== null;) {
    const page = await (await request(`${API}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)).json();
    items.push(...page.items);
    cursor = page.next;
  }
  const listed = new Set(items.map(({ place }) => place));
  for (const [place, version] of before) if (version && !listed.has(place)) forgetGone(place, version);
  items.forEach(take);
  localStorage.setItem(MARK, Math.max(told(), ...items.map(({ version }) => version)));
  leaveAll();
}

// The server knows nothing of it any more, and says so of nothing that was written since.
function forgetGone(place, version) {
  const copy = find(place);
  if (copy?.version !== version) return;
  put(place, copy.isOwn && copy.fields ? { ...copy, version: 0 } : null, true);
}

let asking = null;
export const asked = () => asking; // the end of the question what there is, as long as it is open
function askSoon() {
  asking ??= ask().catch(() => {}).finally(() => { asking = null; });
  return asking;
}

export function leaveAll() {
  return Promise.allSettled(places().map((place) => leave(place)));
}

export function startCarrying() {
  if (!viewer) return;
  on("draft.changed", take);
  on("reconnect", askSoon); // what was said meanwhile nobody told this page
  for (const name of ["online", "pagehide"]) window.addEventListener(name, leaveAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leaveAll(); });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) held.clear(); });
  if (Number(localStorage.getItem(MARK) ?? 0) === told()) leaveAll();
  else askSoon();
}
