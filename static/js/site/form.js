// Forms: errors take the focus; a sent form says that it is working and is not sent twice; filters apply as they are chosen.
document.querySelector("[data-focus]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  // Not disabled: a disabled button does not send its own name.
  if (button) button.setAttribute("aria-busy", "true");
});
// Coming back by the history finds the form ready again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filter]");
  if (form && event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
});
