// What a post is beside a text (a question, a poll…): its fields come and go, and are sent only when they are there.
export function attach(form) {
  const chosen = form.elements.kind;
  const place = form.elements.group_id;
  const house = form.querySelector("[data-house]"); // what is asked only where it is said to the whole house
  let before = null; // the place that was chosen until an announcement needed another
  const fields = [...form.querySelectorAll("fieldset[data-kind]")];

  function drawHouse() {
    if (!house) return;
    house.hidden = Boolean(place.value);
    for (const field of house.querySelectorAll("input")) field.disabled = house.hidden;
  }
  function go(id) {
    place.value = id;
    place.dispatchEvent(new Event("change", { bubbles: true }));
  }
  // One announces only where one looks after the place: the others are not offered meanwhile.
  function offerPlaces(isAnnouncing) {
    for (const option of place.options) option.hidden = option.disabled = isAnnouncing && !("announces" in option.dataset);
    if (isAnnouncing && place.selectedOptions[0]?.disabled) {
      before = place.value;
      go([...place.options].find((option) => !option.disabled).value);
    } else if (!isAnnouncing && before !== null) {
      go(before);
      before = null;
    }
  }
  function choose(name) {
    chosen.value = name;
    offerPlaces(name === "announcement");
    for (const one of fields) one.hidden = one.disabled = one.dataset.kind !== name;
    for (const link of form.querySelectorAll("[data-choose-kind]")) link.setAttribute("aria-pressed", String(link.dataset.chooseKind === name));
    form.classList.toggle("composer-open", Boolean(name));
    chosen.dispatchEvent(new Event("input", { bubbles: true })); // the draft knows of it
  }
  function onClick(event) {
    const link = event.target.closest("[data-choose-kind]");
    const away = event.target.closest("[data-no-kind]");
    if (!link && !away) return;
    event.preventDefault();
    link?.closest("[popover]:popover-open")?.hidePopover(); // most of them are folded
    choose(link && link.dataset.chooseKind !== chosen.value ? link.dataset.chooseKind : "");
    const first = fields.find((one) => !one.hidden)?.querySelector("input:not([type=hidden]), textarea, select");
    (first ?? form.elements.body).focus();
  }
  for (const link of form.querySelectorAll("[data-choose-kind]")) link.setAttribute("role", "button");
  form.addEventListener("click", onClick);
  form.addEventListener("keydown", (event) => {
    const link = event.target.closest("[data-choose-kind]");
    if (link && event.key === " ") { event.preventDefault(); link.click(); }
  });
  place.addEventListener("change", (event) => { if (event.isTrusted) before = null; drawHouse(); });
  form.addEventListener("kind:none", () => choose(""));
  form.addEventListener("draft:restored", () => { if (chosen.value || fields.some((one) => !one.hidden)) choose(chosen.value); });
  if (chosen.value) choose(chosen.value);
  drawHouse();
}
