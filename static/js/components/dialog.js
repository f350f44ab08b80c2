// A dialog that the server sent already open becomes a real one: it traps the focus and gives it back.
export function attach(dialog) {
  if (!dialog.open || dialog.matches(":modal, .dialog-shown")) return; // whoever put it into the page may have shown it
  dialog.close();
  dialog.showModal();
}
