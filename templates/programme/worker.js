// Keeps the schedule, and each talk that was looked at, so that they open where there is no network.
// What is kept is fetched without any cookie and only where the answer says that it is for everybody: never a page of
// somebody signed in.
const SHELL = {{ shell|safe }};
const PATIENCE = 3000;
const FRESH = 60000;
const OWN = /^([0-9A-Za-z]{1,12}\/)?$/; // the schedule itself, or one talk: nothing below

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL.name)
      .then((cache) => cache.addAll(SHELL.files).then(() => keep(cache, SHELL.page)))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  // Other events' schedules have workers and caches of their own: only an older version of this one goes.
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.map((name) => outlived(name).then((old) => old && caches.delete(name)))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  const isOwn = address.pathname.startsWith(SHELL.page) && OWN.test(address.pathname.slice(SHELL.page.length));
  if (request.mode === "navigate" && isOwn) event.respondWith(page(event, address.pathname));
  else if (SHELL.files.includes(address.pathname)) event.respondWith(file(request));
});

async function outlived(name) {
  if (!name.startsWith("schedule:") || name === SHELL.name) return false;
  return Boolean(await (await caches.open(name)).match(SHELL.page));
}

async function keep(cache, path) {
  const answer = await fetch(path, { credentials: "omit" });
  const isForAll = /\bpublic\b/.test(answer.headers.get("Cache-Control") || "");
  if (answer.ok && !answer.redirected && isForAll) await cache.put(path, answer);
}

// The network first, unless it takes longer than somebody between two rooms waits.
async function page(event, path) {
  const cache = await caches.open(SHELL.name);
  const kept = await cache.match(path);
  const asked = fetch(event.request).then((answer) => {
    const age = kept ? Date.now() - Date.parse(kept.headers.get("Date")) : Infinity;
    if (answer.ok && !(age < FRESH)) event.waitUntil(keep(cache, path).catch(() => {}));
    return answer;
  });
  if (!kept) return asked.catch(async (error) => (await cache.match(SHELL.page)) || Promise.reject(error));
  asked.catch(() => {});
  const late = new Promise((done) => setTimeout(done, PATIENCE, kept));
  return Promise.race([asked.catch(() => kept), late]);
}

async function file(request) {
  const cache = await caches.open(SHELL.name);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}
