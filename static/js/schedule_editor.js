// The timetable editor: the list of sessions becomes a grid of rooms and times. Pointer and keyboard move; the server
// decides (409: changed meanwhile, and what). Positions are written through CSSOM, which the content policy allows.
const editor = document.querySelector("[data-editor]");
const board = JSON.parse(document.getElementById("editor-board").textContent);
const { words, rooms } = board;
const STEP = 5;
const USUAL = 30;
const find = (selector, inside = editor) => inside.querySelector(selector);
const all = (selector, inside = editor) => [...inside.querySelectorAll(selector)];
const live = find("[data-live]");
const news = find("[data-news]");
const pool = find("[data-pool]");
const poolBox = find(".editor-pool");
const undoForm = find("[data-undo]");
const token = find("[name=csrfmiddlewaretoken]").value;
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: board.zone, hour: "2-digit", minute: "2-digit", hour12: false });
const dayName = new Intl.DateTimeFormat(document.documentElement.lang || "en", { timeZone: board.zone, weekday: "short" });
const timeOf = (minute) => clock.format(minute * 60000).replace(/^24/, "00");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const say = (text) => { live.textContent = text; };

// ---- what stands where
const slots = new Map();
for (const element of all("[data-slot]")) {
  const { slot, room, start, minutes, speakers, kept, track } = element.dataset;
  slots.set(slot, {
    element, code: slot, title: find(".slot-name", element).textContent, fixed: "fixed" in element.dataset,
    room: room ? Number(room) : null, start: start ? Number(start) : null, minutes: Number(minutes) || USUAL,
    speakers: speakers ? speakers.split(" ") : [], kept: Number(kept), track,
    talks: !element.matches(".is-break, .is-other"), keynote: element.matches(".is-keynote"), who: find(".slot-who", element)?.textContent || "",
  });
}
let number = board.number;
let warnings = board.warnings;
const roomAt = (column) => (column === 0 ? null : rooms[column - 1].id); // column 0: all rooms
const columnOf = (room) => (room === null ? 0 : rooms.findIndex((one) => one.id === room) + 1);
const roomName = (room) => (room === null ? words.all : rooms[columnOf(room) - 1]?.name || "");
const dayOf = (minute) => board.days.find((day) => minute >= day.start && minute < day.end);
const gridOf = (day) => find(`[data-grid="${day.date}"]`);
const where = (place) => place.start === null ? words.none
  : `${dayName.format(place.start * 60000)} ${timeOf(place.start)}–${timeOf(place.start + place.minutes)}, ${roomName(place.room)}`;

// ---- the grid
function headers(day) {
  const grid = gridOf(day);
  const rows = (day.end - day.start) / STEP;
  grid.style.gridTemplateColumns = `3.75rem 6rem repeat(${rooms.length}, minmax(9rem, 1fr))`;
  grid.style.minWidth = `${9.5 + 9 * rooms.length}rem`;
  grid.style.gridTemplateRows = `2.5rem repeat(${rows}, var(--row))`;
  const put = (className, text, column, rowStart, rowEnd) => {
    const element = document.createElement("li");
    element.className = className;
    element.setAttribute("aria-hidden", "true");
    element.textContent = text;
    element.style.gridColumn = column;
    if (rowStart) element.style.gridRow = `${rowStart} / ${rowEnd}`;
    grid.append(element);
    return element;
  };
  put("editor-room is-corner", "", 1);
  put("editor-room is-all", words.all, 2);
  rooms.forEach((room, n) => {
    const head = put("editor-room", room.name, n + 3);
    head.title = room.name;
    if (room.seats) head.append(Object.assign(document.createElement("small"), { textContent: ` ${room.seats}` }));
    put("editor-line", "", n + 3, 2, -1);
    if (!room.open) return;
    let shut = day.start; // what lies between the hours is closed
    for (const [from, until] of [...room.open, [day.end, day.end]]) {
      const end = Math.min(from, day.end);
      if (end > shut) put("editor-closed", "", n + 3, rowOf(shut, day), rowOf(end, day));
      shut = Math.max(shut, until);
    }
  });
  for (let minute = day.start; minute < day.end; minute += 30) {
    put("editor-mark", timeOf(minute), 1, rowOf(minute, day), rowOf(Math.min(minute + 30, day.end), day));
  }
}
const rowOf = (minute, day) => Math.floor((minute - day.start) / STEP) + 2;

function lay(day) {
  const here = [...slots.values()].filter((one) => one.start !== null && dayOf(one.start) === day);
  here.sort((a, b) => a.start - b.start || b.minutes - a.minutes);
  const grid = gridOf(day);
  for (const one of here) {
    const meets = here.filter((other) => other.room === one.room && overlap(one, other));
    // As many lanes as there are sessions at once, so that nobody hides another.
    const taken = meets.filter((other) => here.indexOf(other) < here.indexOf(one)).map((other) => other.lane);
    one.lane = 0;
    while (taken.includes(one.lane)) one.lane += 1;
  }
  for (const one of here) {
    const { element } = one;
    const lanes = Math.max(...here.filter((other) => other.room === one.room && overlap(one, other)).map((other) => other.lane)) + 1;
    if (element.parentElement !== grid) grid.append(element);
    element.classList.toggle("is-everywhere", one.room === null);
    element.style.gridColumn = one.room === null ? "2 / -1" : columnOf(one.room) + 2;
    element.style.gridRow = `${rowOf(one.start, day)} / span ${Math.max(1, Math.round(one.minutes / STEP))}`;
    element.style.width = lanes > 1 ? `calc(${100 / lanes}% - 4px)` : "";
    element.style.marginInlineStart = lanes > 1 ? `calc(${(100 / lanes) * one.lane}% + 2px)` : "";
    find(".slot-time", element).textContent = `${timeOf(one.start)}–${timeOf(one.start + one.minutes)}`;
    find(".slot-where", element).textContent = roomName(one.room);
  }
  // In the order of time, so that Tab goes through a day as it passes.
  for (const one of here) if (one.element !== document.activeElement?.closest("[data-slot]")) grid.append(one.element);
}

function layOut(...some) {
  for (const one of slots.values()) {
    if (one.start !== null && dayOf(one.start)) continue;
    const { element } = one;
    if (element.parentElement !== pool && !one.fixed) pool.prepend(element);
    element.classList.remove("is-everywhere");
    for (const name of ["gridColumn", "gridRow", "width", "marginInlineStart"]) element.style[name] = "";
    find(".slot-time", element).textContent = one.start === null ? "" : where(one); // on a day that is not shown
    find(".slot-where", element).textContent = "";
  }
  for (const day of some.length ? new Set(some.filter(Boolean)) : board.days) lay(day);
  const left = pool.children.length;
  find("[data-pool-count]").textContent = left;
  find("[data-pool-empty]").hidden = left > 0;
}

// ---- warnings: a cheap look while something is moved; the server says what counts
const overlap = (a, b) => a.start < b.start + b.minutes && b.start < a.start + a.minutes;
const inside = (place, spans) => spans.some(([from, until]) => from <= place.start && place.start + place.minutes <= until);
const sameRoom = (a, b) => a === null || b === null || a === b;

function look(one, place) {
  const found = [];
  const trial = { ...one, ...place };
  for (const other of slots.values()) {
    if (other === one || other.start === null || other.fixed) continue;
    const both = one.speakers.some((speaker) => other.speakers.includes(speaker));
    const near = sameRoom(trial.room, other.room);
    if (overlap(trial, other)) {
      if (near) found.push(fill(words.room, { other: other.title }));
      if (both) found.push(fill(words.speaker, { speaker: one.who, other: other.title }));
      continue;
    }
    const gap = Math.max(trial.start - other.start - other.minutes, other.start - trial.start - trial.minutes);
    // From one keynote to the next, or across all rooms, everybody stays where they are.
    const stay = [trial, other].every((each) => each.keynote || each.room === null);
    if (near && !stay && one.talks && other.talks && gap < board.turnOver) found.push(words.turnOver);
    if (!near && both && gap < board.walk) found.push(words.walk);
  }
  const room = rooms[columnOf(trial.room) - 1];
  const open = room ? room.open : board.allOpen;
  if (open && !inside(trial, open)) found.push(words.closed);
  if (one.speakers.some((speaker) => board.can[speaker] && !inside(trial, board.can[speaker]))) found.push(words.away);
  if (room?.seats && one.kept > room.seats) found.push(fill(words.small, { kept: one.kept, seats: room.seats }));
  return [...new Set(found)];
}

function showWarnings() {
  const warned = new Map();
  for (const one of warnings) for (const code of one.codes) warned.set(code, [...(warned.get(code) || []), one.text]);
  for (const one of slots.values()) {
    const said = warned.get(one.code);
    one.element.classList.toggle("is-warned", Boolean(said));
    if (said) one.element.title = said.join("\n"); else one.element.removeAttribute("title");
  }
  find("[data-warnings-head]").textContent = warnings.length ? fill(words.warnings, { n: warnings.length }) : words.noWarnings;
  find("[data-warnings-list]").replaceChildren(...warnings.map((one) => {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("a"), { href: `#s-${one.codes[0]}`, textContent: one.title }), ` ${one.text}`);
    return line;
  }));
}

// ---- to the server, one after the other
let queue = Promise.resolve();
const keep = (one) => ({ room: one.room, start: one.start, minutes: one.minutes });

function send(url, fields, one, before) {
  queue = queue.then(async () => {
    one?.element.classList.add("is-saving");
    const body = new URLSearchParams({ ...fields(), seen: number });
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } }).catch(() => null);
    const told = answer && answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    one?.element.classList.remove("is-saving");
    if (!answer?.ok && one) Object.assign(one, before);
    if (told.number !== undefined) take(told);
    if (answer?.ok) {
      tell((told.others || []).map((other) => other.text), "");
      say(one ? fill(words.saved, { title: one.title, where: where(one) }) + after(one) : told.sessions.map((each) => {
        const moved = slots.get(each.code);
        return moved ? fill(words.saved, { title: moved.title, where: where(moved) }) : "";
      }).join(" "));
    } else {
      tell((told.changed || []).map((other) => other.text), told.error || words.lost);
    }
    layOut();
    showWarnings();
  });
  return queue;
}
const after = (one) => {
  const said = warnings.filter((each) => each.codes.includes(one.code)).map((each) => each.text);
  return said.length ? ` ${said.join(" ")}` : "";
};

function take(told) {
  number = told.number;
  find("[name=seen]", undoForm).value = number;
  undoForm.querySelector("button").disabled = number === 0;
  if (told.warnings) warnings = told.warnings;
  if (told.ahead !== undefined) find("[data-ahead-count]").textContent = told.ahead ? fill(words.ahead, { n: told.ahead }) : "";
  for (const place of told.sessions || []) {
    const one = slots.get(place.code);
    if (!one) continue;
    Object.assign(one, { room: place.room, start: place.start, minutes: place.end ? place.end - place.start : one.minutes });
    one.element.classList.toggle("is-ahead", place.ahead);
  }
}

function tell(lines, head) {
  news.replaceChildren();
  if (!lines.length && !head) return;
  const box = Object.assign(document.createElement("div"), { className: `alert ${head ? "is-warning" : "is-info"}` });
  const inner = document.createElement("div");
  if (head) inner.append(Object.assign(document.createElement("p"), { className: "alert-title", textContent: head }));
  for (const line of lines) inner.append(Object.assign(document.createElement("p"), { textContent: line }));
  box.append(inner);
  news.append(box);
}

function drop(one, place) {
  const before = keep(one);
  if (before.room === place.room && before.start === place.start && before.minutes === place.minutes) {
    layOut();
    return Promise.resolve();
  }
  Object.assign(one, place);
  layOut(before.start !== null && dayOf(before.start), place.start !== null && dayOf(place.start));
  return send(find(".slot-name", one.element).href, () => ({
    room: place.room ?? "", minutes: place.minutes, instant: place.start === null ? "" : new Date(place.start * 60000).toISOString(),
  }), one, before);
}

// ---- the pointer
let held = null;
const frames = all("[data-frame]");

function begin(event) {
  const element = event.target.closest("[data-slot]");
  const one = element && slots.get(element.dataset.slot);
  if (!one || one.fixed || event.button || held) return;
  // A finger that is not on the handle scrolls.
  if (event.pointerType === "touch" && !event.target.closest(".slot-handle, .slot-grip")) return;
  const box = element.getBoundingClientRect();
  held = { one, id: event.pointerId, x: event.clientX, y: event.clientY, dx: event.clientX - box.left, dy: event.clientY - box.top,
    width: box.width, resizes: Boolean(event.target.closest(".slot-grip")) && one.start !== null, target: null };
  if (event.target.closest(".slot-handle, .slot-grip")) event.preventDefault();
  document.addEventListener("pointermove", drag);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", stop);
}

function lift() {
  const { one } = held;
  held.lifted = true;
  one.element.classList.add("is-lifted");
  if (!held.resizes) {
    held.ghost = one.element.cloneNode(true);
    held.ghost.removeAttribute("id");
    held.ghost.removeAttribute("data-slot");
    held.ghost.className = "slot editor-ghost";
    held.ghost.replaceChildren(find(".slot-name", held.ghost));
    held.ghost.append(document.createElement("div"));
    editor.append(held.ghost);
  }
  held.mark = Object.assign(document.createElement("li"), { className: "editor-target" });
  held.timer = setInterval(scrollAtEdges, 30);
}

function drag(event) {
  if (event.pointerId !== held?.id) return;
  held.now = event;
  if (!held.lifted) {
    if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < 5) return;
    lift();
  }
  event.preventDefault();
  // Beside the pointer, so that it hides nothing of where it would go.
  if (held.ghost) held.ghost.style.transform = `translate(${Math.min(event.clientX + 18, innerWidth - 260)}px, ${event.clientY + 18}px)`;
  aim();
}

function aim() {
  const { one, now } = held;
  const under = document.elementsFromPoint(now.clientX, now.clientY);
  const tab = under.map((element) => element.closest("[data-day]")).find(Boolean);
  if (tab) showDay(tab.dataset.day);
  const overPool = !held.resizes && under.some((element) => element === poolBox || poolBox.contains(element));
  poolBox.classList.toggle("is-over", overPool);
  const grid = held.resizes ? one.element.closest("[data-grid]") : under.map((element) => element.closest("[data-grid]")).find(Boolean);
  held.target = overPool ? { room: null, start: null, minutes: one.minutes } : grid ? placeAt(grid, now) : null;
  if (!held.target || held.target.start === null) {
    held.mark.remove();
    held.ghost?.lastElementChild.replaceChildren(overPool ? words.none : "");
    return;
  }
  const day = dayOf(held.target.start);
  const found = look(one, held.target);
  held.mark.classList.toggle("is-warned", found.length > 0);
  held.mark.style.gridColumn = held.target.room === null ? "2 / -1" : columnOf(held.target.room) + 2;
  held.mark.style.gridRow = `${rowOf(held.target.start, day)} / span ${Math.max(1, Math.round(held.target.minutes / STEP))}`;
  (held.ghost?.lastElementChild || held.mark).replaceChildren(
    Object.assign(document.createElement("span"), { textContent: `${timeOf(held.target.start)}–${timeOf(held.target.start + held.target.minutes)} ${roomName(held.target.room)}` }),
    ...found.slice(0, 3).map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
  gridOf(day).append(held.mark);
}

function placeAt(grid, event) {
  const day = board.days.find((each) => each.date === grid.dataset.grid);
  const heads = all(".editor-room", grid).slice(1);
  let column = heads.findLastIndex((head) => head.getBoundingClientRect().left <= event.clientX);
  column = Math.max(0, column);
  const height = find(".editor-mark", grid).getBoundingClientRect().height / Math.min(6, (day.end - day.start) / STEP);
  const top = find(".editor-mark", grid).offsetTop + grid.getBoundingClientRect().top;
  const { one } = held;
  if (held.resizes) {
    const until = day.start + Math.round((event.clientY - top) / height) * STEP;
    return { room: one.room, start: one.start, minutes: Math.max(STEP, until - one.start) };
  }
  const lifted = one.start === null ? 0 : Math.min(held.dy, one.minutes / STEP * height);
  let start = day.start + Math.round((event.clientY - lifted - top) / height) * STEP;
  start = Math.max(day.start, Math.min(day.end - STEP, start));
  return { room: roomAt(column), start, minutes: one.minutes };
}

function scrollAtEdges() {
  const { clientX: x, clientY: y } = held.now;
  // Only the way one drags: a handle may lie at the edge already.
  const frame = document.elementsFromPoint(x, y).map((element) => element.closest("[data-frame]")).find(Boolean);
  const pull = (at, began, from, until) => (at < Math.min(from + 40, began - 10) ? -14 : at > Math.max(until - 40, began + 10) ? 14 : 0);
  if (frame) {
    const box = frame.getBoundingClientRect();
    frame.scrollBy(pull(x, held.x, box.left, box.right), pull(y, held.y, Math.max(0, box.top), Math.min(innerHeight, box.bottom)));
  }
  window.scrollBy(0, pull(y, held.y, 0, innerHeight));
  aim();
}

function stop() {
  document.removeEventListener("pointermove", drag);
  document.removeEventListener("pointerup", end);
  document.removeEventListener("pointercancel", stop);
  const was = held;
  held = null;
  if (!was) return null;
  clearInterval(was.timer);
  was.ghost?.remove();
  was.mark?.remove();
  was.one.element.classList.remove("is-lifted");
  poolBox.classList.remove("is-over");
  return was;
}

function end(event) {
  if (event.pointerId !== held?.id) return;
  const was = stop();
  if (!was.lifted) return;
  // The click that follows would open the form.
  editor.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
  setTimeout(() => editor.dispatchEvent(new Event("click", { cancelable: true })), 0);
  if (was.target) drop(was.one, was.target);
}

// ---- the keyboard: seen and said at once, sent when the keys rest
let pending = null;

function settle() {
  if (!pending) return;
  clearTimeout(pending.timer);
  const { one, before } = pending;
  const place = keep(one);
  pending = null;
  Object.assign(one, before);
  drop(one, place).then(() => find(".slot-name", one.element).focus({ preventScroll: true }));
}

function firstFree(one) {
  const day = board.days.find((each) => each.date === shownDay()) || board.days[0];
  for (let column = rooms.length ? 1 : 0; column <= rooms.length; column += 1) {
    for (let start = day.start + board.air; start + one.minutes <= day.end - board.air; start += STEP) {
      const place = { room: roomAt(column), start, minutes: one.minutes };
      if (!look(one, place).length) return place;
    }
  }
  return { room: rooms.length ? rooms[0].id : null, start: day.start + board.air, minutes: one.minutes };
}

function pressed(event) {
  const element = event.target.closest("[data-slot]");
  const one = element && slots.get(element.dataset.slot);
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.target.matches("input, select")) {
    event.preventDefault();
    settle();
    undoForm.requestSubmit();
    return;
  }
  if (event.key === "Escape") {
    if (held) stop();
    else if (pending) {
      clearTimeout(pending.timer);
      Object.assign(pending.one, pending.before);
      say(fill(words.saved, { title: pending.one.title, where: where(pending.one) }));
      pending = null;
      layOut();
    }
    return;
  }
  if (!one || one.fixed || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = moved(one, event);
  if (!place) return;
  event.preventDefault();
  if (pending && pending.one !== one) settle();
  const was = pending?.before || keep(one);
  clearTimeout(pending?.timer);
  const oldDay = one.start !== null && dayOf(one.start);
  Object.assign(one, place);
  pending = { one, before: was, timer: setTimeout(settle, 700) };
  const day = place.start !== null && dayOf(place.start);
  if (day && shownDay() && day.date !== shownDay()) showDay(day.date);
  layOut(oldDay, day);
  const link = find(".slot-name", element);
  if (document.activeElement !== link) link.focus();
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const found = place.start === null ? [] : look(one, place);
  element.classList.toggle("is-warned", found.length > 0);
  say([where(one), ...found].join(" "));
}

function moved(one, event) {
  const place = keep(one);
  const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  if (one.start === null) return steps ? firstFree(one) : null;
  const day = dayOf(one.start);
  if (steps && event.shiftKey) {
    return steps[1] ? { ...place, minutes: Math.max(STEP, place.minutes + steps[1] * STEP) } : null;
  }
  if (steps) {
    const column = Math.max(0, Math.min(rooms.length, columnOf(place.room) + steps[0]));
    const start = Math.max(day.start, Math.min(day.end - STEP, place.start + steps[1] * STEP));
    return { ...place, room: roomAt(column), start };
  }
  const turn = { PageUp: -1, PageDown: 1 }[event.key];
  if (turn) {
    const other = board.days[board.days.indexOf(day) + turn];
    if (!other) return place;
    const start = other.start + place.start - day.start + day.clock - other.clock; // the same time by the clock
    return { ...place, start: Math.max(other.start, Math.min(other.end - STEP, start)) };
  }
  if (event.key === "Delete" || event.key === "Backspace") return { room: null, start: null, minutes: place.minutes };
  return null;
}

// ---- days, height, filter, undo
const choices = all("[data-day]");
const shownDay = () => choices.find((choice) => choice.getAttribute("aria-pressed") === "true")?.dataset.day || "";

function showDay(date) {
  if (!choices.length) return;
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.dataset.day === date));
  for (const section of all("[data-of-day]")) section.hidden = Boolean(date) && section.dataset.ofDay !== date;
  sessionStorage.setItem(`day:${location.pathname}`, date);
}

let zoom = Number(sessionStorage.getItem("editor-zoom") ?? 1);
function showZoom() {
  for (let n = 0; n < 4; n += 1) editor.classList.toggle(`is-zoom-${n}`, n === zoom);
  sessionStorage.setItem("editor-zoom", zoom);
}

function filter() {
  const asked = find("[data-filter-words]").value.toLocaleLowerCase();
  const track = find("[data-filter-track]")?.value || "";
  for (const element of pool.children) {
    const one = slots.get(element.dataset.slot);
    element.hidden = !(`${one.title} ${one.who}`.toLocaleLowerCase().includes(asked) && (!track || one.track === track));
  }
}

for (const one of slots.values()) {
  const link = find(".slot-name", one.element);
  link.draggable = false;
  if (one.fixed) continue;
  link.setAttribute("aria-describedby", "editor-help");
  for (const name of ["slot-handle", "slot-grip"]) {
    const part = document.createElement("span");
    part.className = name;
    part.setAttribute("aria-hidden", "true");
    one.element.append(part);
  }
}
editor.classList.add("is-live");
for (const element of all("[data-days], [data-zoom], [data-filter]")) element.hidden = false;
for (const day of board.days) headers(day);
showZoom();
layOut();
showWarnings();
showDay(choices.some((choice) => choice.dataset.day === sessionStorage.getItem(`day:${location.pathname}`))
  ? sessionStorage.getItem(`day:${location.pathname}`) : choices[1]?.dataset.day || "");
editor.addEventListener("pointerdown", begin);
editor.addEventListener("keydown", pressed);
editor.addEventListener("focusout", (event) => { if (pending && !event.relatedTarget?.closest(`[data-slot="${pending.one.code}"]`) && event.relatedTarget) settle(); });
addEventListener("pagehide", settle);
for (const choice of choices) choice.addEventListener("click", () => showDay(choice.dataset.day));
for (const button of all("[data-zoom-by]")) {
  button.addEventListener("click", () => { zoom = Math.max(0, Math.min(3, zoom + Number(button.dataset.zoomBy))); showZoom(); });
}
for (const field of all("[data-filter-words], [data-filter-track]")) field.addEventListener("input", filter);
find("[data-warnings-list]").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const one = link && slots.get(link.hash.slice(3));
  if (!one) return;
  event.preventDefault();
  const day = one.start !== null && dayOf(one.start);
  if (day && shownDay()) showDay(day.date);
  one.element.scrollIntoView({ block: "center", inline: "center" });
  find(".slot-name", one.element).focus({ preventScroll: true });
});
undoForm.addEventListener("submit", (event) => { event.preventDefault(); settle(); send(board.undo, () => ({})); });
