// Ordering a list by pointer, and by its buttons without leaving the page. Without this script each button is a form of its
// own; what is sent is the same, and the server answers with the page as it then is.
const place = () => document.querySelector("[data-board]");
const rowOf = (element) => element.closest(".ranking-row");

async function send(to, key) {
  const form = place().querySelector("[data-place]");
  const body = new FormData(form);
  body.set("to", to);
  place().setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
  } catch {
    page = null;
  }
  if (!page) {
    location.reload(); // signed out, or without a network: what stands is shown, nothing is pretended
    return;
  }
  place().replaceWith(document.adoptNode(page));
  dress();
  const row = document.getElementById(`p-${to.split(" ")[0]}`);
  if (!row) return;
  const button = row.querySelector(`[data-key="${key}"]`) || row.querySelector("button");
  button?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-place]") || !event.submitter) return;
  event.preventDefault();
  send(event.submitter.value, event.submitter.dataset.key);
}, true);

function dress() {
  for (const row of place().querySelectorAll(".ranking-row:not([data-fixed])")) {
    const handle = document.createElement("span"); // no button: the keyboard has Up and Down
    handle.className = "ranking-handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    handle.addEventListener("pointerdown", (event) => drag(event, row));
    row.prepend(handle);
    row.dataset.verdict = row.parentElement.dataset.verdict;
  }
}

function drag(event, row) {
  if (event.button > 0) return;
  event.preventDefault();
  const from = row.parentElement, next = row.nextElementSibling;
  row.classList.add("is-dragged");
  let over = from, now = event;
  const aim = () => {
    const { clientX, clientY } = now;
    const under = document.elementFromPoint(clientX, clientY);
    const list = under?.closest(".ranking");
    if (!list || !place().contains(list)) return;
    over.classList.remove("is-over");
    over = list;
    over.classList.add("is-over");
    const other = rowOf(under);
    if (!other) { if (!list.contains(row)) list.append(row); return; }
    if (other === row) return;
    const box = other.getBoundingClientRect();
    list.insertBefore(row, clientY < box.top + box.height / 2 ? other : other.nextElementSibling);
  };
  const move = (moved) => {
    now = moved;
    aim();
  };
  // At the edge of the window the page goes on, the way one drags: on a phone two rows fill it.
  const timer = setInterval(() => {
    const y = now.clientY, step = y < Math.min(60, event.clientY) ? -14 : y > Math.max(innerHeight - 60, event.clientY) ? 14 : 0;
    if (!step) return;
    scrollBy(0, step);
    aim();
  }, 30);
  const end = (ending) => {
    clearInterval(timer);
    for (const [name, act] of Object.entries(listeners)) removeEventListener(name, act);
    row.classList.remove("is-dragged");
    over.classList.remove("is-over");
    const list = row.parentElement;
    if (ending.type === "pointercancel" || ending.key === "Escape" || (list === from && row.nextElementSibling === next)) {
      from.insertBefore(row, next);
      return;
    }
    const { verdict } = list.dataset;
    send(`${row.dataset.code} ${verdict} ${verdict === "open" ? "" : positionOf(row)}`.trim(), "down");
  };
  const escape = (key) => { if (key.key === "Escape") end(key); };
  const listeners = { pointermove: move, pointerup: end, pointercancel: end, keydown: escape };
  for (const [name, act] of Object.entries(listeners)) addEventListener(name, act);
}

// The place it has afterwards. The list may begin on an earlier page, so its neighbours say where it is.
function positionOf(row) {
  const at = (element) => (element?.dataset.at === undefined ? null : Number(element.dataset.at));
  const own = at(row), sameList = own !== null && row.dataset.verdict === row.parentElement.dataset.verdict;
  const before = at(row.previousElementSibling), after = at(row.nextElementSibling);
  const shift = (where) => (sameList && own < where ? 1 : 0); // it leaves a gap that the others close
  if (before !== null) return before + 1 - shift(before);
  if (after !== null) return after - shift(after);
  return "";
}

if (place()) dress();
