// What a reader does with a schedule: keep sessions, read them by their own clock, find one, see what runs now.
// The page is the same for all and works without this; what is kept stays in the browser until somebody signs in.
const tools = document.querySelector("[data-programme]");
const { programme: event, zone, stars: address } = tools.dataset;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang || undefined;
const find = (name) => tools.querySelector(`[data-${name}]`);

const slots = [...document.querySelectorAll(".timetable-slot")].map((slot) => {
  const [start, end] = slot.querySelectorAll("time[datetime]");
  const link = slot.querySelector("h3 a");
  const starts = new Date(start.dateTime);
  return {
    slot, link, starts,
    ends: end ? new Date(end.dateTime) : new Date(starts.getTime() + 1800000),
    code: link ? link.pathname.split("/").at(-2).toUpperCase() : "",
    title: slot.querySelector("h3").textContent.trim(),
    off: slot.classList.contains("is-off"),
  };
});

// -- what stays in this browser -----------------------------------------------------------------------

function remembered(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}

// -- stars: {codes, added and gone (what the account does not know yet), whose (account, if one's)} --

const key = `stars:${event}`;
const nothing = { codes: [], added: [], gone: [], whose: "" };
let kept = { ...nothing, ...remembered(key) };
// Theirs alone, who signed out. A page that was kept for offline may be older than their signing in.
if (navigator.onLine && !("signedIn" in tools.dataset) && kept.whose) forget();
let csrf = null; // there once the account has answered
const buttons = new Map();

async function ask(change) {
  const options = change
    ? { method: "POST", body: JSON.stringify({ event, ...change }), headers: { "Content-Type": "application/json", "X-CSRFToken": csrf } }
    : {};
  try {
    const answer = await fetch(change ? address : `${address}?event=${event}`, { credentials: "same-origin", redirect: "manual", ...options });
    if (!answer.ok) return null;
    const told = await answer.json();
    csrf = told.csrf;
    return told;
  } catch {
    return null;
  }
}

function settle(told) {
  if (!told) return;
  kept = { codes: told.stars, added: [], gone: [], whose: told.whose };
  remember(key, kept);
  show();
}

function forget() {
  kept = { ...nothing };
  remember(key, kept);
}

async function meetTheAccount() {
  const known = await ask();
  if (!known) return;
  if (kept.whose && kept.whose !== known.whose) forget(); // another account's, in a browser that both use
  // Only what was done here: what another device has taken away meanwhile stays away.
  const isNew = kept.added.length || kept.gone.length;
  settle(isNew ? await ask({ add: kept.added, remove: kept.gone }) : known);
}

function toggle(code) {
  const isKept = kept.codes.includes(code);
  const without = (codes) => codes.filter((other) => other !== code);
  kept.codes = isKept ? without(kept.codes) : [...kept.codes, code];
  kept.added = isKept ? without(kept.added) : [...without(kept.added), code];
  kept.gone = isKept ? [...without(kept.gone), code] : without(kept.gone);
  remember(key, kept);
  show();
  if (csrf) ask(isKept ? { remove: [code] } : { add: [code] }).then(settle);
}

function addStar(code, title, place, beside) {
  const button = find("star").content.firstElementChild.cloneNode(true);
  button.querySelector("span").textContent = button.dataset.word.replace("{title}", title);
  button.classList.toggle("is-beside", Boolean(beside));
  button.addEventListener("click", () => toggle(code));
  place.append(button);
  buttons.set(code, button);
}

// -- what is shown ------------------------------------------------------------------------------------

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const search = document.querySelector(".timetable-filter [name=q]");
// A page that the server has narrowed has not all sessions: there words are sent as anywhere.
const finds = search && !search.value ? search : null;
let onlyKept = false;

function show() {
  const words = finds ? fold(finds.value).split(/\s+/).filter(Boolean) : [];
  let number = 0;
  for (const one of slots) {
    one.text ??= fold(one.slot.querySelector(".timetable-words").textContent);
    const isKept = kept.codes.includes(one.code);
    one.slot.hidden = !words.every((word) => one.text.includes(word)) || (onlyKept && !isKept);
    number += !one.slot.hidden;
  }
  for (const [code, button] of buttons) button.setAttribute("aria-pressed", kept.codes.includes(code));
  const here = slots.filter((one) => kept.codes.includes(one.code)).length;
  if (find("starred")) {
    find("starred").hidden = !here && !onlyKept;
    find("starred").setAttribute("aria-pressed", onlyKept);
    find("kept").textContent = here;
    find("found").textContent = words.length || onlyKept ? find("found").dataset.found.replace("{n}", number) : "";
  }
}

// -- clocks -------------------------------------------------------------------------------------------

const clocks = find("zones");

function setClock(which) {
  const shown = which === "own" ? own : zone;
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: shown });
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: shown });
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: shown });
  for (const time of document.querySelectorAll(".timetable time[datetime]")) {
    const at = new Date(time.dateTime);
    // By the reader's clock it may be another day than the heading says.
    const isElsewhere = which === "own" && day.format(at) !== time.dateTime.slice(0, 10);
    time.textContent = (isElsewhere ? `${weekday.format(at)} ` : "") + clock.format(at);
  }
  for (const button of clocks.querySelectorAll("button")) button.setAttribute("aria-pressed", button.dataset.clock === which);
}

function differ() {
  const wall = (at, where) => new Intl.DateTimeFormat("en-GB", { timeZone: where, dateStyle: "short", timeStyle: "short" }).format(at);
  try {
    return slots.some((one) => wall(one.starts, own) !== wall(one.starts, zone));
  } catch {
    return false; // a zone that this browser does not know
  }
}

// -- now ----------------------------------------------------------------------------------------------

function lineOf(one, now) {
  const item = document.createElement("li");
  const name = one.link ? one.link.cloneNode(true) : document.createElement("span");
  if (!one.link) name.textContent = one.title;
  const said = [one.slot.querySelector("time").textContent, one.slot.querySelector(".timetable-in")?.textContent];
  const place = document.createElement("span");
  place.className = "soft small";
  place.textContent = said.filter(Boolean).join(" · ");
  item.append(name, place);
  if (one.starts <= now && one.slot.dataset.stream) {
    const stream = document.createElement("a");
    stream.href = one.slot.dataset.stream;
    stream.rel = "noopener";
    stream.textContent = find("live-now").dataset.watch;
    item.append(stream);
  }
  return item;
}

function tick() {
  const now = new Date();
  const standing = slots.filter((one) => !one.off);
  const live = standing.filter((one) => one.starts <= now && now < one.ends);
  const coming = standing.filter((one) => one.starts > now && one.starts - now < 43200000);
  const first = Math.min(...coming.map((one) => one.starts));
  for (const one of slots) one.slot.classList.toggle("is-now", live.includes(one));
  find("live").hidden = !live.length && !coming.length;
  const next = coming.filter((one) => one.starts.getTime() === first);
  find("live-now").replaceChildren(...live.map((one) => lineOf(one, now)));
  if (!live.length) find("live-now").textContent = find("live-now").dataset.none;
  find("live-next").replaceChildren(...next.map((one) => lineOf(one, now)));

  document.querySelector(".timetable-now")?.remove();
  for (const table of document.querySelectorAll(".timetable")) {
    const marks = table.querySelectorAll(".timetable-mark time");
    if (!marks.length) continue;
    const row = Math.floor((now - new Date(marks[0].dateTime)) / 300000) + 1;
    if (row < 1 || row > marks.length * 6) continue;
    const line = document.createElement("li");
    line.className = `timetable-now at-${row}`;
    line.setAttribute("aria-hidden", "true");
    table.append(line);
  }
}

// -- all of it ----------------------------------------------------------------------------------------

for (const one of slots) if (one.link) addStar(one.code, one.title, one.slot);
const talk = document.querySelector("[data-session]");
if (talk?.querySelector("[data-star-place]")) {
  addStar(talk.dataset.session, talk.dataset.title, talk.querySelector("[data-star-place]"), true);
}
finds?.addEventListener("input", show);
find("starred")?.addEventListener("click", () => {
  onlyKept = !onlyKept;
  show();
});
show();
if ("signedIn" in tools.dataset) meetTheAccount();

for (const link of tools.querySelectorAll("[data-view]")) {
  link.addEventListener("click", (click) => {
    if (click.metaKey || click.ctrlKey || click.shiftKey) return;
    click.preventDefault();
    const isList = link.dataset.view === "list";
    for (const day of document.querySelectorAll(".timetable-day")) day.classList.toggle("is-list", isList);
    for (const other of tools.querySelectorAll("[data-view]")) other.toggleAttribute("aria-current", other === link);
    link.setAttribute("aria-current", "true");
    history.replaceState(null, "", link.href);
  });
}

if (clocks && slots.length && differ()) {
  clocks.hidden = false;
  clocks.addEventListener("click", (click) => {
    const button = click.target.closest("button");
    if (!button) return;
    setClock(button.dataset.clock);
    tick();
    remember("programme-clock", button.dataset.clock);
  });
  if (remembered("programme-clock") === "own") setClock("own");
}

if (slots.length) {
  tick();
  setInterval(tick, 30000);
}
navigator.serviceWorker?.register(tools.dataset.worker, { scope: tools.dataset.scope }).catch(() => {});
