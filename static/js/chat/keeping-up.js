// Keeps a conversation whole: what no event brought is asked for, by the socket or else by HTTP.
import { request } from "../core/page.js";
import { connect, on, renew, send } from "../core/socket.js";

const BEAT = 20_000; // finds what was lost on the way, and a line that died without a word
const WITHOUT_SOCKETS = 5_000;
const A_PAGE = 100;

// `head` gives the number up to which all is known, `arrive` takes a message; gives back what stops it.
export function keepUp(id, head, arrive) {
  let timer = 0;
  let isOver = false;

  const leave = () => location.assign("/messages"); // no part of it any more

  async function askSocket() {
    for (let more = true; more;) {
      const { conversations, more: unfinished } = await send("sync", { conversations: { [id]: head() } });
      if (isOver) return;
      if (!(id in conversations)) return leave();
      conversations[id].forEach(arrive);
      more = unfinished.includes(id);
    }
  }
  async function askByHttp() {
    for (let more = true; more;) {
      const answer = await request(`/api/v1/conversations/${id}/messages?limit=${A_PAGE}&after=${head()}`);
      const { items } = await answer.json();
      if (isOver) return;
      items.forEach(arrive);
      more = items.length === A_PAGE;
    }
  }
  async function beat() {
    clearTimeout(timer);
    const socket = await connect().catch(() => null);
    const isConnected = socket?.connected;
    try {
      if (!document.hidden) await (isConnected ? askSocket() : askByHttp());
    } catch (error) {
      if (isOver) return;
      if (error.status === 404) leave();
      else if (isConnected && !error.status) renew(); // nobody answers on this line
    }
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(beat, isConnected ? BEAT : WITHOUT_SOCKETS);
  }
  const stops = [on("connect", beat), on("disconnect", beat)];
  document.addEventListener("visibilitychange", beat); // awake again
  timer = setTimeout(beat, WITHOUT_SOCKETS);
  return {
    now: beat,
    stop() { isOver = true; clearTimeout(timer); stops.forEach((stop) => stop()); document.removeEventListener("visibilitychange", beat); },
  };
}
