// A poll in a post or a message: one's own choice, voting in place, and the result as it changes while the page is open.
// Where one option is chosen, the tap that chooses it votes; keys walk through the options, and vote by Enter or Space.
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
  const back = poll.querySelector("[data-take-back]");
  const inputs = rows.map((row) => row.querySelector("input"));
  const isSingle = !("multiple" in poll.dataset);
  let mine = [];
  let isTapped = false;
  let isSending = false;
  let next = null; // what was tapped while another choice was on its way

  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const said = (one, many, count) => (plural.select(count) === "one" ? one.replace("1", count) : many.replace("{count}", count));
  const say = (count) => said(poll.dataset.one, poll.dataset.many, count);
  const sayVoters = (count) => ("multiple" in poll.dataset ? said(poll.dataset.onePerson, poll.dataset.manyPeople, count) : say(count));

  function drawOwn() {
    const wanted = chosen();
    const differs = wanted.length !== mine.length || wanted.some((id) => !mine.includes(id));
    for (const row of rows) row.toggleAttribute("data-mine", mine.includes(row.dataset.option));
    if (!button) return;
    button.hidden = "closed" in poll.dataset || !differs || (isSending && isTapped);
    back.hidden = "closed" in poll.dataset || !mine.length;
    button.querySelector("span").textContent = mine.length ? poll.dataset.change : poll.dataset.first;
  }
  function take(ids) {
    mine = ids ?? [];
    for (const input of inputs) input.checked = mine.includes(input.value);
    drawOwn();
  }
  function drawVotes(votes) {
    const most = Math.max(1, Number(poll.dataset.counted));
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
  function draw({ options, voters, counted, closed }) {
    poll.dataset.counted = counted;
    poll.querySelector("[data-count]").textContent = voters ? sayVoters(voters) : poll.dataset.nobody;
    const isTold = options[0].votes !== null;
    if (isTold) drawVotes(Object.fromEntries(options.map((option) => [option.id, option.votes])));
    else if (closed || poll.dataset.results === "always") clearVotes(); // too few are left to tell it
    const sentence = poll.querySelector("[data-say]");
    if (!closed && isTold && "isAnonymous" in poll.dataset && sentence) sentence.textContent = poll.dataset.stepsWords;
    if (!closed) return;
    poll.dataset.closed = "";
    for (const input of inputs) input.disabled = true;
    const ended = counted < voters ? poll.dataset.restWords : poll.dataset.closedWords;
    if (sentence) sentence.textContent = isTold ? ended : poll.dataset.fewWords;
    drawOwn();
  }
  async function cast(ids) {
    if (isSending) { next = ids; return; }
    isSending = true;
    setBusy(button, true);
    drawOwn();
    try {
      const answer = await request(`/api/v1/polls/${poll.dataset.poll}/votes`, { method: "POST", body: { option_ids: ids } });
      const result = await answer.json();
      draw(result);
      if (!ids.length && result.options[0].votes === null) clearVotes(); // seen by those alone who voted
      const isLost = [button, back].includes(document.activeElement);
      if (!next) take(result.my_votes);
      if (isLost) (inputs.find((input) => input.checked) ?? inputs[0]).focus();
      announce(ids.length ? poll.dataset.mine : poll.dataset.takenBack);
    } catch (error) {
      const detail = [409, 422].includes(error.status) ? (await error.answer?.json().catch(() => null))?.detail : null;
      toast(detail || reasonOf(error), { icon: "circle-alert" });
    } finally {
      isSending = false;
      setBusy(button, false);
      drawOwn(); // what was not taken can be sent once more
    }
    const wanted = next;
    next = null;
    if (wanted) await cast(wanted);
  }
  const offered = (ids) => (event) => {
    event.preventDefault();
    event.stopPropagation();
    isTapped = false;
    cast(ids());
  };
  function onChange() {
    drawOwn();
    if (isSingle && isTapped) cast(chosen());
  }
  function onKey(event) {
    isTapped = event.key === " ";
    if (!isSingle || !event.target.matches("[data-option] input")) return;
    if (event.key === "Enter") event.preventDefault();
    else if (event.key !== " " || !event.target.checked) return; // a space that chooses is a tap
    event.target.checked = true;
    if (!mine.includes(event.target.value)) cast(chosen());
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
  poll.addEventListener("pointerdown", () => { isTapped = true; });
  poll.addEventListener("keydown", onKey);
  poll.addEventListener("change", onChange);
  button?.addEventListener("click", offered(chosen));
  back?.addEventListener("click", offered(() => []));
  onOwn();
  if (poll.dataset.told) onTold({ detail: JSON.parse(poll.dataset.told) }); // it was drawn in the page
  return on("poll.changed", (told) => { if (told.poll_id === poll.dataset.poll) draw(told); });
}
