// The page's one Socket.IO connection, opened when a behaviour first asks for it.
import { setOffline } from "./network.js";
import { viewer } from "./page.js";

const GRACE = 3000; // a short cut is healed before anybody needs to know
const ON_ITS_WAY = 1000; // whoever signs out here is led away by the answer
const AGAIN = 5000; // who could not answer for the moment is asked again
const handlers = new Map();
let opening = null;
let timer = null;
let wasCut = false;
let question = null;
let isLeaving = false;

function loadClient() {
  if (window.io) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../../vendor/socket.io.min.js", import.meta.url).href;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("the socket client did not load")));
    document.head.append(script);
  });
}

// The house does not answer: what ended meanwhile is asked for when it does, and the page says so if it lasts.
function missHouse() {
  wasCut = true;
  timer ??= setTimeout(() => setOffline("socket", true), GRACE);
}

function findHouse() {
  clearTimeout(timer);
  timer = null;
  setOffline("socket", false);
}

async function open() {
  await loadClient();
  const socket = window.io({ transports: ["websocket", "polling"], withCredentials: true });
  socket.on("connect", () => {
    findHouse();
    const isBack = wasCut;
    wasCut = false;
    dispatch("connect", { recovered: socket.recovered });
    if (!isBack) return;
    askSoon(0); // nobody told this page what ended meanwhile
    dispatch("reconnect"); // nor what was changed
  });
  socket.on("connect_error", () => {
    if (socket.active) return missHouse(); // the network's fault: the client tries again by itself
    askSoon(0);
    setTimeout(() => socket.connect(), AGAIN);
  });
  socket.on("disconnect", (reason) => {
    missHouse();
    if (reason === "io server disconnect") {
      findHouse(); // signed out or refused: not the network's fault
      askSoon(ON_ITS_WAY);
    }
    dispatch("disconnect", { reason });
  });
  socket.onAny(dispatch);
  return socket;
}

// Signed out elsewhere, the account closed, or somebody else here by now: what the page shows is not for this browser.
async function leaveIfShutOut() {
  const answer = await fetch("/api/v1/me").catch(() => null);
  const isOther = answer?.ok && (await answer.json()).id !== viewer;
  if (isOther || answer?.status === 401) location.reload();
  else if (!answer?.ok) askSoon(AGAIN); // nobody could say
}

function askSoon(milliseconds) {
  clearTimeout(question);
  if (!isLeaving) question = setTimeout(leaveIfShutOut, milliseconds);
}

// This person signs out here: that the house hangs up needs no question, however slowly its answer comes.
export function expectEnd() {
  isLeaving = true;
  clearTimeout(question);
}

function dispatch(name, payload) {
  handlers.get(name)?.forEach((handler) => handler(payload));
}

export function connect() {
  opening ??= open().catch(tryLater);
  return opening;
}

function tryLater(error) {
  missHouse();
  opening = null;
  setTimeout(() => connect().catch(() => {}), AGAIN);
  throw error;
}

// Hears an event of the server ("connect", "reconnect" and "disconnect" among them); gives back what stops listening.
export function on(name, handler) {
  if (!handlers.has(name)) handlers.set(name, new Set());
  handlers.get(name).add(handler);
  connect().catch(() => {}); // until there are sockets the page stays as the server drew it
  return () => handlers.get(name).delete(handler);
}

// Sends an event and gives back its acknowledgement; an Error with `status` when it was refused or nobody answered.
export async function send(name, payload, patience = 8000) {
  const socket = await connect();
  const answer = await socket.timeout(patience).emitWithAck(name, payload);
  if (answer && answer.ok === false) throw Object.assign(new Error(answer.error?.detail), { status: answer.error?.status });
  return answer;
}

// Gives up a line on which nobody answers; the client makes another one.
export async function renew() {
  (await connect()).io.engine.close();
}

export async function tell(name, payload) {
  const socket = await connect();
  socket.volatile.emit(name, payload);
}
