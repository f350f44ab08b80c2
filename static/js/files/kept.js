// The files that wait with a draft, and the form in which they stand: its page may have given way to another meanwhile.
import { viewer } from "../core/page.js";

const AGE = 20 * 60 * 60_000; // the server keeps a file that hangs on nothing for a day
const key = (form) => `parvis:files:${viewer}:${form.dataset.draft}`;

function read(form) {
  try { return JSON.parse(localStorage.getItem(key(form))) ?? []; } catch { return []; } // nothing that can be read
}

export const isKeeping = (form) => Boolean(form.dataset.draft) && !("plain" in form.dataset);
export const kept = (form) => read(form).filter(({ at }) => Date.now() - at < AGE).map(({ file }) => file);

export function keep(form, files) {
  try {
    if (files.length) localStorage.setItem(key(form), JSON.stringify(files.map((file) => ({ file, at: Date.now() }))));
    else localStorage.removeItem(key(form));
  } catch { /* storage is full or refused: the page itself still holds them */ }
}

// The form that has the draft by now, where this one is no part of the page any more.
export const nextOf = (form) => (form.isConnected ? null : [...document.querySelectorAll("form[data-draft]")].find((each) => each.dataset.draft === form.dataset.draft));
