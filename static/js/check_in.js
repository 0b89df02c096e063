// The check-in page as an app: camera, a list on the phone, and scans that wait here while there is no network.
// A scan is stored first and sent then; the server answers each by its nonce, so that sending twice does nothing.
const root = document.querySelector("[data-check-in]");
const at = (name) => root.querySelector(`[data-door-${name}]`);
const words = JSON.parse(document.getElementById("check-in-words").textContent);
const { event, zone } = root.dataset;
const PATIENCE = 5000; // how long the answer of the network is waited for while somebody stands there
const POLL = 10000;
const LIST_EVERY = 60000;
const KEEP_DAYS = 3;
const BATCH = 100;
const SAME_CODE = 4000; // a ticket held before the camera is one scan

let list = null; // {etag, at, data, byHash, byId}
let csrf = root.querySelector("[name=csrfmiddlewaretoken]").value;
let reached = navigator.onLine;
let signedOut = false;
let sending = null;
let listedAt = 0;
const underWay = new Set(); // scans whose answer somebody waits for

// -- what stays on the phone --------------------------------------------------------------------------

const opened = new Promise((done, fail) => {
  const asked = indexedDB.open("check-in", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("lists");
    asked.result.createObjectStore("scans", { keyPath: "nonce" });
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

async function store(name, mode, run) {
  const transaction = (await opened).transaction(name, mode);
  const asked = run(transaction.objectStore(name));
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(asked && asked.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

const keep = (scan) => store("scans", "readwrite", (scans) => scans.put(scan));
const drop = (nonces) => store("scans", "readwrite", (scans) => nonces.forEach((nonce) => scans.delete(nonce)));
const waiting = async () =>
  (await store("scans", "readonly", (scans) => scans.getAll()))
    .filter((scan) => scan.event === event && !underWay.has(scan.nonce))
    .sort((one, other) => (one.scanned_at < other.scanned_at ? -1 : 1));

function remember(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`check-in:${name}`);
    localStorage.setItem(`check-in:${name}`, value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  return null;
}

// -- the list -----------------------------------------------------------------------------------------

function take(kept) {
  const rows = kept.data.attendees.map(([id, hash, name, email, type, status, since, door, due]) => ({
    id, hash, name, email, status, since, door, due,
    ticket: type === null ? "" : kept.data.ticket_types[type],
    folded: fold(name),
  }));
  list = { ...kept, rows, byHash: new Map(rows.map((row) => [row.hash, row])), byId: new Map(rows.map((row) => [row.id, row])) };
  at("listed").textContent = say(words.list_of, { n: rows.length, time: clock(kept.at) });
  at("phone").hidden = false;
  at("search").classList.add("is-live"); // names are found while they are typed
}

async function recall() {
  const all = await store("lists", "readonly", (lists) => lists.getAllKeys());
  for (const key of all) {
    const kept = await store("lists", "readonly", (lists) => lists.get(key));
    if (Date.now() - new Date(kept.at) > KEEP_DAYS * 86400000) await store("lists", "readwrite", (lists) => lists.delete(key));
    else if (key === event) take(kept);
  }
  // What happened here since the list was made is known here alone.
  for (const scan of await waiting()) mark(scan);
}

async function fetchList() {
  const headers = list ? { "If-None-Match": list.etag } : {};
  const answer = await ask(root.dataset.list, { headers });
  if (!answer) return false;
  listedAt = Date.now();
  if (answer.status === 304) list.at = new Date().toISOString();
  if (answer.status !== 200) return answer.status === 304;
  const kept = { etag: answer.headers.get("ETag"), at: new Date().toISOString(), data: await answer.json() };
  await store("lists", "readwrite", (lists) => lists.put(kept, event));
  take(kept);
  for (const scan of await waiting()) mark(scan);
  return true;
}

// Says on the phone's own list what a scan made of it.
function mark(scan) {
  const row = list && (scan.hash ? list.byHash.get(scan.hash) : list.byId.get(scan.id));
  if (!row) return;
  if (scan.undone) row.since = null;
  else if (!row.since && row.status === "confirmed") Object.assign(row, { since: scan.scanned_at, door: scan.door });
}

// -- the network --------------------------------------------------------------------------------------

// The answer, or null where there is none to be had: offline, too slow, signed out.
async function ask(address, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), options.patience || 4 * PATIENCE);
  try {
    const answer = await fetch(address, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
      signal: patience.signal,
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
    reached = true;
    signedOut = answer.type === "opaqueredirect" || answer.status === 401;
    return signedOut ? null : answer;
  } catch {
    reached = false;
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function post(scans, patience) {
  const body = JSON.stringify({
    sent_at: new Date().toISOString(),
    scans: scans.map(({ nonce, code, id, door, scanned_at, undone, live }) => ({ nonce, code, id, door, scanned_at, undone, live })),
  });
  const send = () =>
    ask(root.dataset.scans, {
      method: "POST", body, patience, headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    });
  let answer = await send();
  // The page may be an old one from the phone's own store: its token is renewed once.
  if (answer && answer.status === 403 && (await poll())) answer = await send();
  if (!answer || !answer.ok) return null;
  const told = await answer.json().catch(() => null);
  if (told) show(told);
  return told;
}

async function poll() {
  const answer = await ask(root.dataset.counts);
  const told = answer && answer.ok ? await answer.json().catch(() => null) : null;
  if (told) {
    csrf = told.csrf;
    show(told);
  }
  state();
  return Boolean(told);
}

// Sends what waits, oldest first. What was answered is answered for good.
function flush() {
  sending ??= (async () => {
    let sent = 0;
    for (let scans = await waiting(); scans.length; scans = await waiting()) {
      const batch = scans.slice(0, BATCH).map((scan) => ({ ...scan, live: undefined }));
      const told = await post(batch);
      if (!told) break;
      await drop(batch.map((scan) => scan.nonce));
      sent += batch.length;
      const refused = told.results.filter((result) => ["not valid", "not understood"].includes(result.answer));
      for (const result of refused) results(result, false);
    }
    if (sent) await fetchList();
    return sent;
  })().finally(() => {
    sending = null;
    state();
  });
  return sending;
}

// -- letting in ---------------------------------------------------------------------------------------

async function hashOf(code) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// As the server reads it: bare, or within the ticket's address.
function codeIn(text) {
  const found = /^(?:.*\/registrations\/)?([a-hjkmnp-z2-9]{32})\/?(?:[?#].*)?$/s.exec(text.trim().toLowerCase());
  return found ? found[1] : "";
}

// What this phone can say by itself.
function judge(row) {
  if (!row) return { ...words.unknown, text: list ? say(words.not_on_list, { time: clock(list.at) }) : words.no_list };
  const who = { name: row.name, note: row.email, ticket: row.ticket };
  const owes = row.due ? say(words.to_pay, { due: row.due }) : "";
  if (row.status !== "confirmed") return { ...words.verdicts[row.status], ...who, ...(owes && { text: owes }) };
  if (row.since) return { tone: "warn", word: say(row.door ? words.already_at : words.already, { time: clock(row.since), door: row.door }), text: "", ...who };
  const word = [words.let_in, owes].filter(Boolean).join(" · ");
  return { tone: owes ? "warn" : "good", word, owes, enters: true, text: words.offline_note, ...who };
}

async function letIn(what) {
  const scan = {
    nonce: newNonce(), event, ...what, door: at("name").value.trim(), scanned_at: new Date().toISOString(),
  };
  if (scan.code) scan.hash = await hashOf(scan.code);
  const row = list && (scan.hash ? list.byHash.get(scan.hash) : list.byId.get(scan.id));
  const alone = judge(row);
  underWay.add(scan.nonce);
  await keep(scan);
  let told = null;
  if (navigator.onLine) {
    results({ tone: "warn", word: words.checking, text: "", name: row ? row.name : "" }, false);
    told = await post([{ ...scan, live: true }], PATIENCE);
  }
  underWay.delete(scan.nonce);
  const result = told && told.results[0];
  if (result) {
    await drop([scan.nonce]);
    if (row && ["admitted", "already in"].includes(result.answer)) Object.assign(row, { since: result.checked_in_at, door: result.door });
    results({ ...result, nonce: result.answer === "admitted" ? scan.nonce : null, scan });
  } else if (!row || row.status !== "confirmed") {
    // Whom this phone could not let in was not let in: nothing is to be told later.
    await drop([scan.nonce]);
    results(alone);
  } else {
    results({ ...alone, nonce: alone.enters ? scan.nonce : null, scan });
    mark(scan);
    countHere(alone.enters ? 1 : 0);
  }
  state();
  search();
}

async function takeBack(scan) {
  const undone = { ...scan, undone: true };
  await keep(undone);
  mark(undone);
  const told = navigator.onLine && (await post([undone], PATIENCE));
  if (told) await drop([scan.nonce]);
  else countHere(-1);
  results(told ? told.results[0] : { ...judgeTaken(scan), tone: "warn", word: words.taken_back, text: words.open_again }, false);
  state();
  search();
}

// What was due was handed over here: it is noted at once, or not at all.
async function takeMoney({ id, due_cents, ...before }) {
  const answer = await ask(root.dataset.paid, {
    method: "POST",
    body: JSON.stringify({ id, cents: due_cents }),
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
  });
  const told = answer && answer.ok ? await answer.json().catch(() => null) : null;
  if (!told) {
    results({ ...before, id, due_cents, tone: "bad", word: words.not_taken }, false);
    return;
  }
  const row = list && list.byId.get(id);
  if (row && !told.result.due) Object.assign(row, { status: "confirmed", due: "" });
  results({ ...told.result, enter: told.result.may_enter ? { id } : null, nonce: null });
  search();
}

function judgeTaken(scan) {
  const row = list && (scan.hash ? list.byHash.get(scan.hash) : list.byId.get(scan.id));
  return row ? { name: row.name, note: row.email } : {};
}

function newNonce() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// -- what is shown ------------------------------------------------------------------------------------

const say = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

function clock(instant) {
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: "numeric", minute: "2-digit", timeZone: zone }).format(new Date(instant));
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function results(result, loud = true) {
  const made = document.querySelector(`template[data-door-template=${result.tone}]`).content.cloneNode(true);
  const note = [result.note, result.ticket].filter(Boolean).join(" · ");
  for (const [name, text] of Object.entries({ name: result.name, word: result.word, text: result.text, note })) {
    const place = made.querySelector(`.door-result-${name}`);
    if (text) place.textContent = text;
    else place.remove();
  }
  const buttons = [];
  if (result.may_take) buttons.push(button(say(words.paid, { due: result.due }), "button", () => takeMoney(result)));
  if (result.enter) buttons.push(button(words.let_in, "button", () => letIn(result.enter)));
  if (result.nonce && result.scan) buttons.push(button(words.undo, "button is-quiet", () => takeBack(result.scan)));
  if (buttons.length) made.append(paragraph(...buttons));
  at("results").replaceChildren(made);
  if (loud) signal(result.tone);
}

function paragraph(...inner) {
  const made = document.createElement("p");
  made.className = "actions";
  made.append(...inner);
  return made;
}

function button(text, look, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  made.addEventListener("click", run);
  return made;
}

function show({ counts, twice }) {
  at("came").textContent = counts.came;
  at("expected").textContent = counts.expected;
  at("twice").hidden = !twice.length;
  at("twice-list").replaceChildren(
    ...twice.map((one) => {
      const item = document.createElement("li");
      const name = document.createElement("strong");
      const scans = document.createElement("span");
      name.textContent = one.name;
      scans.className = "soft";
      scans.textContent = one.scans.map((scan) => `${scan.at} ${scan.door}`).join(" · ");
      item.append(name, " ", scans);
      return item;
    }),
  );
}

function countHere(change) {
  at("came").textContent = Math.max(0, Number(at("came").textContent) + change);
}

async function state() {
  const n = (await waiting()).length;
  const online = reached && navigator.onLine;
  const pill = at("state");
  pill.hidden = false;
  pill.classList.toggle("is-warn", !online || n > 0);
  pill.classList.toggle("is-bad", signedOut);
  let text = online ? words.online : words.offline;
  if (signedOut) text = words.signed_out;
  else if (n && online) text = say(words.sending, { n });
  else if (n) text = say(n === 1 ? words.wait_one : words.wait, { n });
  if (pill.textContent !== text) pill.textContent = text;
}

function search() {
  const found = at("found");
  const asked = fold(root.querySelector("[name=q]").value.trim());
  if (!list || asked.length < 2 || codeIn(asked)) {
    found.hidden = true;
    found.replaceChildren();
    return;
  }
  const rows = list.rows.filter((row) => row.folded.includes(asked) || row.email.toLowerCase().startsWith(asked)).slice(0, 12);
  found.hidden = false;
  found.replaceChildren(...(rows.length ? rows.map(line) : [emptyLine()]));
}

function line(row) {
  const item = document.createElement("li");
  const who = document.createElement("span");
  const name = document.createElement("strong");
  const how = document.createElement("span");
  const judged = judge(row);
  name.textContent = row.name;
  how.className = judged.tone === "good" ? "soft" : `is-${judged.tone}`;
  how.textContent = [judged.enters ? judged.owes : judged.word, row.email, row.ticket].filter(Boolean).join(" · ");
  who.append(name, how);
  item.append(who);
  // Who is held until it is paid is not let in by that, but the answer says what is due and takes it.
  if (judged.enters || row.due) {
    const word = judged.enters ? words.let_in : say(words.to_pay, { due: row.due });
    const enter = button(word, judged.enters ? "button" : "button is-quiet", () => letIn({ id: row.id }));
    enter.setAttribute("aria-label", `${word}: ${row.name}`);
    item.append(enter);
  }
  return item;
}

function emptyLine() {
  const item = document.createElement("li");
  item.textContent = words.no_match;
  return item;
}

let tones = null;
function signal(tone) {
  if (!at("sound").checked) return;
  navigator.vibrate?.(tone === "good" ? 80 : [120, 80, 120]);
  tones ??= new AudioContext();
  const sound = tones.createOscillator();
  sound.frequency.value = { good: 880, warn: 440, bad: 220 }[tone];
  sound.connect(tones.destination);
  sound.start();
  sound.stop(tones.currentTime + 0.18);
}

// -- the camera ---------------------------------------------------------------------------------------

const video = at("video");
const start = at("start");
const startWords = [...start.childNodes];
let stream = null;
let last = { code: "", at: 0 };

async function openCamera() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch (error) {
    at("camera-why").textContent = error.name === "NotFoundError" ? words.camera_none : words.camera_denied;
    return;
  }
  const read = await reader();
  video.srcObject = stream;
  video.hidden = false;
  at("camera").classList.add("is-on");
  start.textContent = words.camera_stop;
  await video.play();
  navigator.wakeLock?.request("screen").catch(() => {});
  while (stream) {
    const text = video.readyState >= 2 && !document.hidden ? await read(video).catch(() => "") : "";
    if (text && stream) await seen(text);
    await new Promise((done) => setTimeout(done, 120));
  }
}

function closeCamera() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  video.hidden = true;
  at("camera").classList.remove("is-on");
  start.replaceChildren(...startWords);
}

async function seen(text) {
  const isSame = text === last.code && Date.now() - last.at < SAME_CODE;
  last = { code: text, at: Date.now() };
  if (isSame) return;
  const code = codeIn(text);
  if (code) await letIn({ code });
  else results(words.unknown);
  last.at = Date.now();
}

// The browser's own reader where it has one; else jsQR, fetched when a camera is first used.
async function reader() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (frame) => (await detector.detect(frame))[0]?.rawValue || "";
  }
  await new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = root.dataset.reader;
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  });
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return async (frame) => {
    const scale = Math.min(1, 640 / frame.videoWidth);
    canvas.width = frame.videoWidth * scale;
    canvas.height = frame.videoHeight * scale;
    paper.drawImage(frame, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data || "";
  };
}

// -- from here ----------------------------------------------------------------------------------------

async function begin() {
  at("name").value ||= remember("door") || "";
  at("name").addEventListener("change", () => remember("door", at("name").value.trim()));
  at("sound").checked = remember("sound") === "yes";
  at("sound").addEventListener("change", () => remember("sound", at("sound").checked ? "yes" : "no"));
  if (navigator.mediaDevices?.getUserMedia) {
    at("camera").hidden = false;
    start.addEventListener("click", () => (stream ? closeCamera() : openCamera()));
  }
  const q = root.querySelector("[name=q]");
  q.addEventListener("input", search);
  at("search").addEventListener("submit", (submitted) => {
    const code = codeIn(q.value);
    if (!code && !list) return; // the server looks it up
    submitted.preventDefault();
    if (code) {
      q.value = "";
      letIn({ code });
    } else search();
  });
  at("refresh").addEventListener("click", fetchList);
  at("forget").addEventListener("click", async () => {
    if ((await waiting()).length) {
      results({ tone: "warn", word: words.still_waiting }, false);
      return;
    }
    await store("lists", "readwrite", (lists) => lists.delete(event));
    list = null;
    at("search").classList.remove("is-live");
    search();
    at("listed").textContent = words.forgotten;
  });
  addEventListener("online", () => flush().then(poll));
  addEventListener("offline", state);
  navigator.serviceWorker?.register(root.dataset.worker, { scope: root.dataset.page }).catch(() => {});
  await recall();
  await state();
  await poll();
  await flush();
  await fetchList();
  await state();
  setInterval(async () => {
    if (document.hidden) return;
    await poll();
    if (!reached) return;
    await flush();
    if (list && Date.now() - listedAt > LIST_EVERY) await fetchList();
  }, POLL);
}

begin();
