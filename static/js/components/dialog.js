// A dialog that the server sent already open becomes a real one: it traps the focus and gives it back.
export function attach(dialog) {
  if (!dialog.open || dialog.matches(".dialog-shown")) return;
  dialog.close();
  dialog.showModal();
}
