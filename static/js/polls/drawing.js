// A poll that arrives while the page is open, made from the server's own; one that stands there already is told instead.
import { clock, format } from "../core/times.js";

const day = format({ day: "numeric", month: "short" });

function drawLine(made, poll) {
  const state = made.querySelector("[data-state]");
  if (poll.closed) state.textContent = state.dataset.closedState;
  made.querySelector("[data-anonymous]").hidden = !poll.anonymous;
  made.querySelector("[data-several]").hidden = !poll.multiple;
  const until = made.querySelector("[data-until]");
  until.hidden = !poll.closes_at || poll.closed;
  if (poll.closes_at) until.querySelector("time").textContent = `${day.format(new Date(poll.closes_at))} ${clock(new Date(poll.closes_at))}`;
}

function drawRow(row, poll, option) {
  row.dataset.option = option.id;
  row.querySelector("[data-words]").textContent = option.text;
  Object.assign(row.querySelector("input"), { type: poll.multiple ? "checkbox" : "radio", name: `poll-${poll.id}`, value: option.id });
  return row;
}

function sentence(words, { results, anonymous }, told) {
  if (results === "voted") return anonymous ? words.votedSteps : words.voted;
  if (results === "closed") return words.closed;
  return anonymous ? (told ? words.steps : words.few) : words.always;
}

function make(poll) {
  const blank = document.querySelector("template[data-blank-poll]");
  const made = blank.content.firstElementChild.cloneNode(true);
  const paper = made.querySelector("[data-poll]");
  const words = blank.dataset;
  const told = poll.options[0].votes !== null;
  drawLine(made, poll);
  Object.assign(paper.dataset, { poll: poll.id, counted: poll.counted, results: poll.results });
  paper.toggleAttribute("data-multiple", poll.multiple);
  paper.toggleAttribute("data-is-anonymous", poll.anonymous);
  const question = paper.querySelector(".poll-question");
  if (poll.question) Object.assign(question, { id: `poll-${poll.id}-question`, textContent: poll.question });
  else question.remove();
  const options = paper.querySelector("[data-options]");
  const row = options.querySelector("[data-option]");
  options.replaceChildren(...poll.options.map((option) => drawRow(row.cloneNode(true), poll, option)));
  if (poll.question) options.ariaLabel = poll.question;
  paper.querySelector("[data-say]").textContent = sentence(words, poll, told);
  Object.assign(paper.querySelector("[data-more-of-poll]"), { href: `/polls/${poll.id}`, textContent: poll.anonymous ? words.result : words.who });
  paper.querySelector("[data-vote]").setAttribute("formaction", `/polls/${poll.id}/votes`);
  paper.dataset.told = JSON.stringify(poll); // its own script draws the numbers
  return made;
}

export function drawPoll(place, poll) {
  const known = place.querySelector("[data-poll]");
  if (!poll) place.replaceChildren();
  else if (known?.dataset.poll === poll.id) known.dispatchEvent(new CustomEvent("poll:told", { detail: poll }));
  else place.replaceChildren(make(poll));
}
