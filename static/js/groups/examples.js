// Examples in the fields of a new group: a button takes one over, to be changed; it shows as long as its field is empty.
export function attach(form) {
  const buttons = [...form.querySelectorAll("[data-takes]")];
  const fieldOf = (button) => form.elements.namedItem(button.dataset.takes);
  const sayWhich = () => { for (const button of buttons) button.hidden = Boolean(fieldOf(button).value); };

  function onClick({ target }) {
    const button = target.closest("[data-takes]");
    if (!button) return;
    const field = fieldOf(button);
    field.value = field.placeholder;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true })); // the draft knows of it, and the button goes
  }
  form.addEventListener("click", onClick);
  form.addEventListener("input", sayWhich);
  sayWhich();
  return () => form.removeEventListener("click", onClick);
}
