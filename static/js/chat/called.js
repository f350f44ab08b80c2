// Whether a message mentions the reader: by name, or with everybody there, unless they keep its author away.
import { viewer } from "../core/page.js";

const unheard = () => (document.querySelector("[data-unheard]")?.dataset.unheard ?? "").split(" ");

export const namesReader = ({ mentions }) => Boolean(mentions?.includes(viewer));
export const callsReader = ({ mentions_all: isCall, author }) => Boolean(isCall) && author.id !== viewer && !unheard().includes(author.id);
export const isToReader = (message) => namesReader(message) || callsReader(message);
