// Forms: errors take the focus; a sent form says that it is working and is not sent twice; filters apply as they are
// chosen, and a preview follows the choices.
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

// <form data-preview="id">: the part of its page that shows what the choices give. Its button does the same by itself.
let asking;
document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-preview]");
  if (!form) return;
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const address = new URL(form.action);
  const body = new FormData(form);
  const isGet = form.method === "get";
  if (isGet) address.search = new URLSearchParams(body);
  const shown = document.getElementById(form.dataset.preview);
  shown.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, isGet ? { signal } : { signal, method: "POST", body });
    if (answer.status === 422) return form.requestSubmit(); // the whole page marks what is to be mended
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(form.dataset.preview);
    if (!answer.ok || !found) return;
    shown.replaceChildren(...found.childNodes);
    address.hash = "";
    if (isGet) history.replaceState(null, "", address);
  } catch {
    // Without a network, or with a newer choice on its way: the button is still there.
  } finally {
    if (!signal.aborted) shown.removeAttribute("aria-busy");
  }
});
