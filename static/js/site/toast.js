// Says what just happened where scripts did it: dispatch "toast" on document with {text, undo: {label, run}}.
document.addEventListener("toast", (event) => {
  const place = document.querySelector("[data-toasts]");
  if (!place) return;
  const { text, undo } = event.detail;
  const toast = document.createElement("div");
  toast.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = undo.label;
    button.addEventListener("click", () => {
      toast.remove();
      undo.run();
    });
    toast.append(button);
  }
  place.append(toast);
  // What may be undone stays long enough to be read and reached.
  setTimeout(() => toast.remove(), undo ? 20000 : 6000);
});
