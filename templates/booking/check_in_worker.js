// Keeps the check-in page and its files on the phone, so that it opens where there is no network.
// People's data is not kept here: the page has its own list, which can be deleted.
const SHELL = {{ shell|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL.name)
      .then((cache) => cache.addAll(SHELL.files).then(() => fetchPage(cache, SHELL.page)))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  // Other events' check-ins have workers and caches of their own: only files of an older shell of this page go.
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
  if (request.mode === "navigate" && address.pathname === SHELL.page) event.respondWith(page(request));
  else if (SHELL.files.includes(address.pathname)) event.respondWith(file(request));
});

async function outlived(name) {
  if (!name.startsWith("check-in:") || name === SHELL.name) return false;
  return Boolean(await (await caches.open(name)).match(SHELL.page));
}

async function fetchPage(cache, address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  // Led to the door: what was kept stays.
  if (answer.ok && !answer.redirected) await cache.put(SHELL.page, answer.clone());
  return answer;
}

// The network first, unless it takes longer than somebody at a door waits.
async function page(request) {
  const cache = await caches.open(SHELL.name);
  const kept = await cache.match(SHELL.page);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await cache.put(SHELL.page, answer.clone());
    return answer;
  });
  if (!kept) return asked;
  asked.catch(() => {});
  const late = new Promise((done) => setTimeout(done, 3000, kept));
  return Promise.race([asked.catch(() => kept), late]);
}

async function file(request) {
  const cache = await caches.open(SHELL.name);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}
