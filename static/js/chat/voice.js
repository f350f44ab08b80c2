// Recording one's voice: pressed or held; what was recorded is attached like any file, to be heard before it is sent.
import { announce } from "../core/announce.js";
import { toast } from "../core/toast.js";
import { addFile } from "../files/added.js";

const KINDS = [["audio/ogg;codecs=opus", ".ogg"], ["audio/mp4", ".m4a"], ["audio/webm;codecs=opus", ".weba"]];
const HELD = 500; // milliseconds: a shorter press leaves it recording
const SHORTEST = 700;
const LONGEST = 10 * 60_000;
const OFTEN = 100;

export function attach(bar) {
  const form = bar.closest("form");
  const mic = form.querySelector("[data-record]");
  const time = bar.querySelector("[data-time]");
  const level = bar.querySelector("[data-level]");
  const words = bar.dataset;
  let taking = null; // what is being recorded: its recorder, its beginning, what listens to it
  let pressed = 0;
  let asking = false;

  const say = (text) => toast(text, { icon: "circle-alert" });
  const lasts = () => Date.now() - taking.began;

  function loudness(analyser) {
    const waves = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(waves);
    return Math.min(1, 4 * Math.sqrt(waves.reduce((sum, each) => sum + each * each, 0) / waves.length));
  }
  function draw() {
    const seconds = Math.floor(lasts() / 1000);
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    level.value = loudness(taking.analyser);
    if (lasts() > LONGEST) finish(true);
  }
  async function ask() {
    if (!navigator.mediaDevices || !window.MediaRecorder) { say(words.none); return null; }
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      say(error.name === "NotAllowedError" ? words.refused : words.none);
      return null;
    }
  }
  async function begin() {
    if (taking || asking) return;
    asking = true;
    const stream = await ask();
    asking = false;
    if (!form.isConnected) stream?.getTracks().forEach((track) => track.stop());
    if (!stream || !form.isConnected) return;
    const [type, suffix] = KINDS.find(([each]) => MediaRecorder.isTypeSupported(each)) ?? KINDS.at(-1);
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    taking = { recorder, stream, context, analyser, suffix, began: Date.now(), parts: [], timer: setInterval(draw, OFTEN) };
    recorder.addEventListener("dataavailable", ({ data }) => taking.parts.push(data));
    recorder.addEventListener("stop", end);
    recorder.start();
    bar.hidden = false;
    mic.hidden = true;
    draw();
    bar.querySelector("[data-stop]").focus();
    announce(words.begun);
  }
  function finish(isWanted) {
    if (!taking || taking.recorder.state === "inactive") return;
    taking.isWanted = isWanted && lasts() >= SHORTEST;
    taking.seconds = Math.floor(lasts() / 1000);
    if (isWanted && !taking.isWanted) say(words.short);
    taking.recorder.stop();
  }
  function end() {
    const { recorder, stream, context, timer, parts, suffix, isWanted, seconds } = taking;
    clearInterval(timer);
    stream.getTracks().forEach((track) => track.stop());
    context.close();
    taking = null;
    bar.hidden = true;
    mic.hidden = false;
    if (!form.isConnected) return;
    if (isWanted) addFile(form, new File(parts, `${words.name} ${Math.floor(seconds / 60)}′${String(seconds % 60).padStart(2, "0")}″${suffix}`, { type: recorder.mimeType }));
    form.elements.body.focus();
  }
  function onPress(event) {
    if (event.button) return;
    pressed = Date.now();
    begin();
  }
  function onRelease() {
    if (pressed && Date.now() - pressed > HELD) finish(true);
    pressed = 0;
  }
  const onKey = (event) => { if (event.key === "Escape") { event.stopPropagation(); finish(false); } };
  mic.addEventListener("pointerdown", onPress);
  mic.addEventListener("click", (event) => { if (event.detail === 0) begin(); }); // by the keys
  bar.querySelector("[data-stop]").addEventListener("click", () => finish(true));
  bar.querySelector("[data-discard]").addEventListener("click", () => finish(false));
  bar.addEventListener("keydown", onKey);
  document.addEventListener("pointerup", onRelease);
  return () => { finish(false); document.removeEventListener("pointerup", onRelease); };
}
