// When an event is: its end follows its beginning and keeps the length, as calendars do.
const AN_HOUR = 60 * 60 * 1000;
const two = (number) => String(number).padStart(2, "0");

export function attach(place) {
  const field = (name) => place.querySelector(`[name$="${name}"]`);
  const [startsOn, startsAt, endsOn, endsAt] = ["starts_on", "starts_at", "ends_on", "ends_at"].map(field);
  const allDay = field("is_all_day");

  // By the clock on the wall, whatever it does at night: milliseconds that only differ from each other count.
  const moment = (day, time) => (day && (time || allDay.checked) ? Date.parse(`${day}T${allDay.checked ? "12:00" : time}Z`) : NaN);
  const begins = () => moment(startsOn.value, startsAt.value);
  const ends = () => moment(endsOn.value || startsOn.value, endsAt.value);
  let length = AN_HOUR;

  function measure() {
    const lasts = ends() - begins();
    if (lasts > 0 || (allDay.checked && lasts === 0)) length = lasts;
  }
  function put(input, value) {
    if (input.value === value) return;
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true })); // the draft knows of it
  }
  function follow() {
    const until = new Date(begins() + length);
    if (Number.isNaN(until.getTime()) || until.getUTCFullYear() > 9999) return;
    const day = until.toISOString().slice(0, 10);
    if (endsOn.value || day !== startsOn.value) put(endsOn, day);
    if (!allDay.checked) put(endsAt, `${two(until.getUTCHours())}:${two(until.getUTCMinutes())}`);
  }
  function onInput({ target }) {
    if (target === startsOn || target === startsAt) follow();
    else if (target === endsOn || target === endsAt) measure();
    else if (target === allDay) { length = allDay.checked ? 0 : AN_HOUR; measure(); }
  }
  measure();
  place.addEventListener("input", onInput);
  return () => place.removeEventListener("input", onInput);
}
