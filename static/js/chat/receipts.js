// Receipts in words, under one's own last message: who has read it.
import { on } from "../core/socket.js";
import { lastOwn } from "./lines.js";
import { isHere } from "./parts.js";

export function attach(line) {
  const readers = new Map(JSON.parse(document.querySelector("[data-readers]").textContent).map((reader) => [reader.id, reader]));

  function draw() {
    if (!line.isConnected) return;
    const last = lastOwn();
    const have = last?.dataset.seq ? [...readers.values()].filter(({ seq }) => seq >= Number(last.dataset.seq)) : [];
    line.hidden = have.length === 0;
    if (line.hidden) return;
    line.querySelector("span").textContent = words(have);
    if (last.nextElementSibling !== line.parentElement) last.querySelector(".message-main").append(line);
  }
  function words(have) {
    if (line.dataset.kind === "pair") return line.dataset.pair;
    if (have.length === Number(line.dataset.others) && readers.size > 1) return line.dataset.all;
    return have.length === 1 ? line.dataset.one.replace("{name}", have[0].name) : line.dataset.many.replace("{count}", have.length);
  }
  const soon = () => setTimeout(draw, 0); // after the log has drawn what arrived
  const stops = [
    on("conversation.read", (told) => {
      const reader = isHere(told) && readers.get(told.person_id);
      if (!reader) return;
      reader.seq = Math.max(reader.seq, told.seq);
      draw();
    }),
    ...["message.created", "message.deleted"].map((name) => on(name, ({ author, seq }) => {
      if (readers.has(author?.id)) readers.get(author.id).seq = Math.max(readers.get(author.id).seq, seq - 1);
      soon();
    })),
  ];
  draw();
  return () => stops.forEach((stop) => stop());
}
