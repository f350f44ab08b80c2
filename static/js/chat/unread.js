// The mark beside Messages in the navigation, true on every page: shown when words arrive, gone when all are read.
import { request, viewer } from "../core/page.js";
import { on } from "../core/socket.js";
import { soon } from "./parts.js";

const SETTLING = 400; // many messages at once are one question
let asking = null; // and so are the navigation's links, of which a phone and a screen show one each

function me() {
  asking ??= request("/api/v1/me").then((answer) => answer.json()).finally(() => { asking = null; });
  return asking;
}

export function attach(link) {
  const marks = [...link.querySelectorAll("[data-waiting]")];
  const isMarked = () => marks.some((mark) => !mark.hidden);
  const show = (unread) => marks.forEach((mark) => { mark.hidden = !unread; });

  // Whether the conversation is muted, and what else waits, the server knows.
  const ask = soon(async () => {
    const { messages, mentions } = (await me()).unread;
    show(messages + mentions > 0);
  }, SETTLING);
  const askSoon = () => { if (!link.hasAttribute("aria-current")) ask(); }; // the list of conversations says it there
  const onList = ({ detail: { unread } }) => show(unread);
  document.addEventListener("chat:unread", onList);
  const stops = [
    on("message.created", ({ author, thread_id: thread, in_log: isShown }) => {
      if (author.id !== viewer && (!thread || isShown) && !isMarked()) askSoon();
    }),
    on("message.deleted", () => { if (isMarked()) askSoon(); }),
    on("thread.answered", askSoon),
    on("thread.read", askSoon),
    ...["conversation.unread", "thread.unread"].map((name) => on(name, askSoon)),
    on("conversation.read", ({ person_id: person }) => { if (person === viewer && isMarked()) askSoon(); }),
    on("connect", askSoon), // what was said since the page was made, or while nothing was heard
  ];
  return () => { ask.stop(); stops.forEach((stop) => stop()); document.removeEventListener("chat:unread", onList); };
}
