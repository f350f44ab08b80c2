// Announcements: "I have read and understood" is said once, and turns into the day on which it was said.
import { announce } from "../core/announce.js";
import { request } from "../core/page.js";
import { setBusy } from "../core/requests.js";
import { say } from "../core/times.js";
import { toastRefusal } from "../core/toast.js";

// On which day the viewer confirmed, or the button to do so.
export function setReading(post, confirmedAt) {
  const reading = post?.querySelector("[data-reading]");
  if (!reading) return;
  const button = reading.querySelector("[data-confirm]");
  if (button) button.hidden = Boolean(confirmedAt);
  if (!confirmedAt) return;
  const done = reading.querySelector("[data-own=confirmed]");
  done.querySelector("span").textContent = done.dataset.done.replace("{day}", say(new Date(confirmedAt), "date"));
  done.hidden = false;
}

function setMeter(reading, { confirmed, concerned, percent }) {
  const bar = reading.querySelector("progress");
  bar.value = confirmed;
  bar.max = Math.max(concerned, 1);
  const said = reading.querySelector("[data-share]");
  said.textContent = said.textContent.replace(/\d+/, percent);
}

export async function confirm(button) {
  const post = button.closest("[data-post]");
  const reading = button.closest("[data-reading]");
  setBusy(button, true);
  try {
    const answer = await request(`/api/v1/posts/${post.dataset.post}/read-confirmation`, { method: "PUT" });
    const item = await answer.json();
    setReading(post, item.read_confirmed_at);
    setMeter(reading, item.announcement);
    const done = reading.querySelector("[data-own=confirmed]");
    done.tabIndex = -1;
    done.focus();
    announce(done.textContent.trim());
  } catch (error) {
    toastRefusal(error);
  } finally {
    setBusy(button, false);
  }
}
