// <a href="#id" data-dialog> or <button data-dialog="id"> opens <dialog id>; without a script the link leads to a page that asks.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  // A click on the backdrop is a click on the dialog itself.
  else if (event.target instanceof HTMLDialogElement) event.target.close();
});
