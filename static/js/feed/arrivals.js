// The pill that says how many posts are new; only pressing it puts them above what is being read.
import { fetchParts, viewer } from "../core/page.js";
import { on } from "../core/socket.js";

const MOST = 20;

export function attach(pill) {
  const timeline = document.querySelector(".posts");
  const label = pill.querySelector("[data-count]");
  let waiting = [];

  function draw() {
    pill.hidden = waiting.length === 0;
    label.textContent = waiting.length === 1 ? pill.dataset.one : pill.dataset.many.replace("{count}", waiting.length);
  }
  function belongs({ group_id: group }) {
    if (pill.dataset.scope === "all") return true;
    const groups = pill.dataset.groups.split(" ");
    return group ? groups.includes(group) : pill.dataset.scope === "mine";
  }
  async function show() {
    const ids = waiting;
    waiting = [];
    draw();
    if (ids.length > MOST || !timeline.querySelector("[data-post]")) {
      location.assign(location.pathname + location.search);
      return;
    }
    for (const id of ids) {
      const parts = await fetchParts(`/posts/${id}/fragment`).catch(() => []); // it may be gone by now
      parts[0]?.classList.add("post-new");
      timeline.prepend(...parts);
    }
    const first = timeline.querySelector("[data-post]");
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "start" });
  }
  pill.addEventListener("click", show);
  return on("post.created", (post) => {
    const known = waiting.includes(post.id) || timeline.querySelector(`[data-post="${post.id}"]`);
    if (post.author_id === viewer || known || !belongs(post)) return;
    waiting.push(post.id);
    draw();
  });
}
