// The browser's own copies of drafts: written at once, so that neither a crash nor a lost network costs a word.
// A copy: `fields` of the form by their names, null once it was let go of, and `at`, when. Of a draft that the server
// keeps too: the `version` it began from, `isOwn` as long as the server has to hear of it, `wasTried` once it may have.
import { viewer } from "../core/page.js";

const COPIES = "parvis:draft:";
const FILES = "parvis:files:";
const own = (start) => `${start}${viewer}:`;
const placeOf = (key) => (key?.startsWith(own(COPIES)) ? key.slice(own(COPIES).length) : null);

export const same = (one, other) => {
  if (!one || !other) return !one === !other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
};
export const places = () => Object.keys(localStorage).map(placeOf).filter((place) => place !== null);

export function find(place) {
  try {
    return JSON.parse(localStorage.getItem(own(COPIES) + place));
  } catch { return null; }
}

// `isElsewhere`: it was not written in a form of this page.
const tell = (place, isElsewhere) => document.dispatchEvent(new CustomEvent("drafts:changed", { detail: { place, isElsewhere } }));

export function put(place, copy, isElsewhere = false) {
  try {
    if (copy) localStorage.setItem(own(COPIES) + place, JSON.stringify(copy));
    else localStorage.removeItem(own(COPIES) + place);
  } catch { /* storage is full or refused: the page itself still holds the text */ }
  tell(place, isElsewhere);
}

// What this person wrote goes with their sign-out, but for words that the server could not be told.
export function forgetOwn() {
  for (const place of places()) if (!find(place)?.isOwn) localStorage.removeItem(own(COPIES) + place);
  for (const key of Object.keys(localStorage)) if (key.startsWith(own(FILES))) localStorage.removeItem(key);
}
export const forgetFiles = (place) => localStorage.removeItem(own(FILES) + place);
export const filesOf = (place) => localStorage.getItem(own(FILES) + place);
export const putFiles = (place, files) => { if (files !== null) localStorage.setItem(own(FILES) + place, files); };

// Nothing that somebody else wrote in this browser stays in it.
if (viewer) {
  for (const key of Object.keys(localStorage)) {
    const start = [COPIES, FILES].find((each) => key.startsWith(each));
    if (start && !key.startsWith(own(start))) localStorage.removeItem(key);
  }
}
window.addEventListener("storage", ({ key }) => { if (placeOf(key) !== null) tell(placeOf(key), true); }); // another tab
