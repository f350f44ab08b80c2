// A poll in a post or a message: one's own choice, voting in place, and the result as it changes while the page is open.
import { announce } from "../core/announce.js";
import { language, reasonOf, request } from "../core/page.js";
import { setBusy } from "../core/requests.js";
import { on } from "../core/socket.js";
import { toast } from "../core/toast.js";

const share = new Intl.NumberFormat(language, { style: "percent" });
const plural = new Intl.PluralRules(language); // in French nothing is one, too

export function attach(poll) {
  const rows = [...poll.querySelectorAll("[data-option]")];
  const button = poll.querySelector("[data-vote]");
  const inputs = rows.map((row) => row.querySelector("input"));
  let mine = [];

  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const said = (one, many, count) => (plural.select(count) === "one" ? one.replace("1", count) : many.replace("{count}", count));
  const say = (count) => said(poll.dataset.one, poll.dataset.many, count);
  const sayVoters = (count) => ("multiple" in poll.dataset ? said(poll.dataset.onePerson, poll.dataset.manyPeople, count) : say(count));

  function drawOwn() {
    const wanted = chosen();
    const differs = wanted.length !== mine.length || wanted.some((id) => !mine.includes(id));
    for (const row of rows) row.toggleAttribute("data-mine", mine.includes(row.dataset.option));
    if (!button) return;
    button.hidden = "closed" in poll.dataset || !differs;
    button.querySelector("span").textContent = mine.length ? poll.dataset.change : poll.dataset.first;
  }
  function take(ids) {
    mine = ids ?? [];
    for (const input of inputs) input.checked = mine.includes(input.value);
    drawOwn();
  }
  function drawVotes(votes) {
    const most = Math.max(1, Number(poll.dataset.voters));
    for (const row of rows) {
      const count = votes[row.dataset.option] ?? 0;
      Object.assign(row.querySelector("progress"), { max: most, value: count });
      row.querySelector("[data-votes]").textContent = say(count);
      row.querySelector("[data-share]").textContent = share.format(count / most);
    }
  }
  function clearVotes() {
    for (const row of rows) {
      row.querySelector("progress").value = 0;
      for (const place of row.querySelectorAll("[data-votes], [data-share]")) place.textContent = "";
    }
  }
  function draw({ options, voters, closed }) {
    poll.dataset.voters = voters;
    poll.querySelector("[data-count]").textContent = voters ? sayVoters(voters) : poll.dataset.nobody;
    const isTold = options[0].votes !== null;
    if (isTold) drawVotes(Object.fromEntries(options.map((option) => [option.id, option.votes])));
    else if (closed || poll.dataset.results === "always") clearVotes(); // too few are left to tell it
    if (!closed) return;
    poll.dataset.closed = "";
    for (const input of inputs) input.disabled = true;
    const sentence = poll.querySelector("[data-say]");
    if (sentence) sentence.textContent = isTold ? poll.dataset.closedWords : poll.dataset.fewWords;
    drawOwn();
  }
  async function vote(event) {
    event.preventDefault();
    event.stopPropagation();
    setBusy(button, true);
    try {
      const answer = await request(`/api/v1/polls/${poll.dataset.poll}/votes`, { method: "POST", body: { option_ids: chosen() } });
      const result = await answer.json();
      draw(result);
      const focused = document.activeElement === button;
      take(result.my_votes);
      if (focused) (inputs.find((input) => input.checked) ?? inputs[0]).focus();
      announce(poll.dataset.mine);
    } catch (error) {
      const detail = [409, 422].includes(error.status) ? (await error.answer?.json().catch(() => null))?.detail : null;
      toast(detail || reasonOf(error), { icon: "circle-alert" });
    } finally {
      setBusy(button, false);
    }
  }
  // What somebody was told of it by name: with what they chose, where that is known.
  function onTold({ detail }) {
    draw(detail);
    if (detail.my_votes) take(detail.my_votes);
  }
  function onOwn() {
    const [ids, votes] = JSON.parse(poll.dataset.own ?? "[]");
    take(ids);
    if (votes) drawVotes(votes);
  }
  poll.addEventListener("poll:own", onOwn);
  poll.addEventListener("poll:told", onTold);
  poll.addEventListener("change", drawOwn);
  button?.addEventListener("click", vote);
  onOwn();
  if (poll.dataset.told) onTold({ detail: JSON.parse(poll.dataset.told) }); // it was drawn in the page
  return on("poll.changed", (told) => { if (told.poll_id === poll.dataset.poll) draw(told); });
}
