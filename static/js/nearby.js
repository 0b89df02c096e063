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

// True where the place was known. What comes as HTML was written and escaped by our own templates.
async function show(home, parameters) {
  const words = home.querySelector("[data-nearby-words]");
  const button = home.querySelector("button");
  for (const waiting of [home, button]) waiting.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${home.dataset.nearby}?${new URLSearchParams(parameters)}`, { credentials: "same-origin" });
    const found = await answer.json();
    if (!answer.ok) {
      words.textContent = found.message || home.dataset.failed;
      return false;
    }
    const pattern = found.guessed ? home.dataset.guessed : home.dataset.around;
    words.textContent = found.place ? pattern.replace("{place}", found.place) : "";
    home.querySelector("[data-nearby-meetups]").innerHTML = found.meetups;
    home.querySelector("[data-nearby-groups]").innerHTML = found.groups;
    return true;
  } catch {
    words.textContent = home.dataset.failed;
    return false;
  } finally {
    for (const waiting of [home, button]) waiting.removeAttribute("aria-busy");
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
