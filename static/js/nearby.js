// What is next near you: the place is typed once and kept in this browser, until then guessed from its time zone.
const KEPT = "folkmoot.near";

function kept() {
  try {
    return localStorage.getItem(KEPT) || "";
  } catch {
    return ""; // storage may be refused
  }
}

function keep(place) {
  try {
    localStorage.setItem(KEPT, place);
  } catch {
    // then it is typed again next time
  }
}

async function show(home, parameters) {
  const shown = home.querySelector("[data-nearby-shown]");
  shown.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${home.dataset.nearby}?${new URLSearchParams(parameters)}`, { credentials: "same-origin" });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    shown.innerHTML = await answer.text(); // our own template, escaped there
    return answer.ok;
  } catch {
    shown.textContent = home.dataset.failed;
    return false;
  } finally {
    shown.removeAttribute("aria-busy");
  }
}

for (const home of document.querySelectorAll("[data-nearby]")) {
  const form = home.querySelector("form");
  const field = form.elements.near;
  form.addEventListener("submit", async (event) => {
    const place = field.value.trim();
    if (!place) return;
    event.preventDefault();
    if (await show(home, { near: place })) keep(place);
  });
  const place = kept();
  if (place) {
    field.value = place;
    show(home, { near: place });
  } else {
    show(home, { zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "" });
  }
}
