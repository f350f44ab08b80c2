// What a post is beside a text (a question, a poll…): its fields come and go, and are sent only when they are there.
export function attach(form) {
  const chosen = form.elements.kind;
  const fields = [...form.querySelectorAll("fieldset[data-kind]")];

  function choose(name) {
    chosen.value = name;
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
    link?.closest("[popover]:popover-open")?.hidePopover(); // on a phone they are folded
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
  form.addEventListener("kind:none", () => choose(""));
  form.addEventListener("draft:restored", () => { if (chosen.value) choose(chosen.value); });
  if (chosen.value) choose(chosen.value);
}
