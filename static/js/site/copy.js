// <button data-copy="text" data-copied="Copied">: puts the text on the clipboard and says so on the button itself.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = button.dataset.copy.startsWith("#") ? document.querySelector(button.dataset.copy) : null;
  const text = field ? field.value : button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Clipboards are refused on plain http: select it, so that the reader can.
    if (field) field.select();
    return;
  }
  const words = button.querySelector("[data-copy-label]") || button;
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  setTimeout(() => (words.textContent = before), 2000);
});
