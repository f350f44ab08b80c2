// A player of sounds: plays and pauses, is moved through with the keys, says its length, goes quicker. It begins nothing by itself.
const SPEEDS = [1, 1.5, 2];
const FAR = 1e7; // seconds, beyond the end of any sound
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function attach(player) {
  const audio = player.querySelector("audio");
  const find = (name) => player.querySelector(`[data-${name}]`);
  const [controls, play, place, time, speed] = ["controls", "play", "place", "time", "speed"].map(find);
  let measured = null;

  const length = () => (Number.isFinite(audio.duration) ? audio.duration : 0);
  function draw() {
    const words = audio.paused ? play.dataset.off : play.dataset.on;
    Object.assign(play, { ariaLabel: words, title: words });
    play.toggleAttribute("data-playing", !audio.paused);
    Object.assign(place, { max: length() || 1, value: audio.currentTime });
    time.textContent = audio.paused && !audio.currentTime ? clock(length()) : clock(audio.currentTime);
    place.setAttribute("aria-valuetext", `${clock(audio.currentTime)} / ${clock(length())}`);
  }
  const once = (name) => new Promise((resolve) => { audio.addEventListener(name, resolve, { once: true }); });
  // What a browser recorded does not say how long it is: that is found by going to its end once.
  async function measure() {
    const there = once("loadedmetadata");
    audio.preload = "metadata";
    audio.load();
    await there;
    if (Number.isFinite(audio.duration)) return;
    const found = once("durationchange");
    audio.currentTime = FAR;
    await found;
    const back = once("seeked");
    audio.currentTime = 0;
    await back;
  }
  const known = () => (measured ??= measure().then(draw));

  async function toggle() {
    if (!audio.paused) { audio.pause(); return; }
    await known();
    for (const other of document.querySelectorAll("audio, video")) if (other !== audio) other.pause();
    await audio.play().catch(() => {});
  }
  function hurry() {
    const next = SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length];
    audio.playbackRate = next;
    speed.textContent = `${next.toLocaleString(document.documentElement.lang)}×`;
  }
  audio.controls = false;
  controls.hidden = false;
  play.addEventListener("click", toggle);
  speed.addEventListener("click", hurry);
  place.addEventListener("input", () => known().then(() => { audio.currentTime = Number(place.value); }));
  for (const name of ["play", "pause", "timeupdate", "ended"]) audio.addEventListener(name, () => { if (measured) draw(); });
  audio.addEventListener("error", () => { if (audio.src) controls.hidden = true; }); // the row beside it still leads to the file
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting || !audio.getAttribute("src")) return;
    sight.disconnect();
    known();
  });
  sight.observe(player);
  draw();
  return () => { sight.disconnect(); audio.pause(); };
}
