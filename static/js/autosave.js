// <form data-autosave="server|browser" data-backup="name">: keeps what is typed, so that no text is ever lost.
// Each pause writes a backup into this browser; with "server" it is also sent to the form's own address (Accept: JSON),
// which answers {code, url, status, version, saved_at}, or {errors}, {error}, {sign_in}; `version` goes back as «seen»,
// so that two windows never write over one another unseen. The words shown stand in data-words-….
const PAUSE = 1200;
const RETRY = 15000;

for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);

function keep(form) {
  const words = form.dataset;
  const state = form.querySelector("[data-autosave-state]");
  const language = document.documentElement.lang || undefined;
  let backup = words.backup;
  let saved = read(form); // what the server has
  let running = null;
  let stopped = false;
  let timer = 0;

  const say = (text, link) => {
    state.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = words.wordsSignIn;
      state.append(" ", anchor);
    }
  };
  const isDirty = () => read(form) !== saved;

  offerBackup();

  form.addEventListener("input", () => {
    store(backup, { key: form.elements.key?.value, text: read(form) });
    clearTimeout(timer);
    if (words.autosave !== "server") say(words.wordsKept);
    else if (!stopped) timer = setTimeout(save, PAUSE);
  });
  addEventListener("online", () => {
    if (words.autosave === "server" && !stopped && isDirty()) save();
  });
  // A save that is still under way would arrive after the hand-written one: that waits for it.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    stopped = true;
    if (!running) return;
    event.preventDefault();
    await running;
    form.requestSubmit(event.submitter);
  });
  addEventListener("pageshow", () => (stopped = false));

  function save() {
    clearTimeout(timer);
    if (running || stopped || !isDirty()) return;
    running = send().finally(() => {
      running = null;
      if (!stopped && isDirty() && !timer) timer = setTimeout(save, PAUSE);
    });
    timer = 0;
  }

  async function send() {
    const text = read(form);
    let response;
    say(words.wordsSaving);
    try {
      response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
    } catch {
      say(words.wordsOffline);
      timer = setTimeout(save, RETRY);
      return;
    }
    const answer = await response.json().catch(() => ({}));
    if (response.ok && answer.url) {
      saved = text;
      say(words.wordsSaved.replace("{time}", clock(answer.saved_at)));
      if (form.elements.seen) form.elements.seen.value = answer.version;
      if (read(form) === saved) store(backup, null);
      settle(answer);
      return;
    }
    // It stays as it was typed, here and in the backup. The next change tries again, unless it can help nothing.
    stopped = [401, 403, 409].includes(response.status);
    saved = stopped ? saved : text;
    say(words.wordsRefused.replace("{why}", why(answer) || String(response.status)), answer.sign_in);
  }

  // The first save gave the text an address of its own: reloading finds it there.
  function settle(answer) {
    const name = `${words.backup.split(":")[0]}:${answer.code}`;
    if (name === backup) return;
    store(backup, null);
    backup = name;
    if (isDirty()) store(backup, { key: form.elements.key?.value, text: read(form) });
    history.replaceState(history.state, "", answer.url);
    form.action = answer.url;
  }

  function why(answer) {
    if (answer.error) return answer.error;
    const [name, errors] = Object.entries(answer.errors || {})[0] || [];
    if (!name) return "";
    const label = form.elements[name]?.labels?.[0]?.firstChild?.textContent.trim();
    return [label, errors[0].message].filter(Boolean).join(": ");
  }

  function clock(instant) {
    return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
  }

  function offerBackup() {
    const other = words.forget && recall(words.forget);
    if (other && other.key && other.key === form.elements.key?.value) {
      // This very text was begun on another page; there it is no longer wanted.
      store(words.forget, null);
      if (!recall(backup)) store(backup, other);
    }
    const kept = recall(backup);
    if (!kept) return;
    if (kept.text === saved) {
      store(backup, null);
      return;
    }
    const note = document.createElement("div");
    note.className = "alert is-info";
    note.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = words.wordsFound;
    const buttons = document.createElement("p");
    buttons.className = "actions";
    buttons.append(
      button(words.wordsRestore, "button is-quiet", () => {
        write(form, kept.text);
        form.dispatchEvent(new Event("input", { bubbles: true }));
        note.remove();
      }),
      button(words.wordsForget, "button is-plain", () => {
        store(backup, null);
        note.remove();
      }),
    );
    const inner = document.createElement("div");
    inner.append(text, buttons);
    note.append(inner);
    form.prepend(note);
  }
}

function button(text, look, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  made.addEventListener("click", run);
  return made;
}

// The text of a form as one string, without what is no text: tokens, names of the form.
function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (field.name && field.type !== "hidden" && "value" in field && field.type !== "submit") values[field.name] = field.value;
  }
  return JSON.stringify(values);
}

function write(form, text) {
  for (const [name, value] of Object.entries(JSON.parse(text))) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

function store(name, value) {
  try {
    if (value) localStorage.setItem(name, JSON.stringify(value));
    else localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing has the server alone.
  }
}

function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
