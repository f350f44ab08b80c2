// The line that says who is writing; it goes out by itself.
import { viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { isHere } from "./parts.js";

const LASTS = 5000;

export function attach(line) {
  const writing = new Map();

  function draw() {
    const names = [...writing.values()].map(({ name }) => name);
    line.textContent = names.length === 0 ? "" : names.length === 1 ? line.dataset.one.replace("{name}", names[0]) : line.dataset.several;
    line.classList.toggle("chat-typing-now", names.length > 0);
  }
  function forget(id) {
    clearTimeout(writing.get(id)?.timer);
    if (writing.delete(id)) draw();
  }
  const stops = [
    on("typing", (told) => {
      const { id, name } = told.person;
      if (!isHere(told) || id === viewer) return;
      clearTimeout(writing.get(id)?.timer);
      writing.set(id, { name, timer: setTimeout(() => forget(id), LASTS) });
      draw();
    }),
    on("message.created", ({ author }) => forget(author?.id)),
  ];
  return () => stops.forEach((stop) => stop());
}
