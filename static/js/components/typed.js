// A confirmation that is typed: the form's dangerous button works once the field says data-expects.
export function attach(field) {
  const button = field.form.querySelector(".button-confirm");
  const judge = () => { button.disabled = field.value.trim() !== field.dataset.expects; };
  field.addEventListener("input", judge);
  judge();
}
