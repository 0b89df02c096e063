// <p data-local-time="2026-05-14T17:00:00Z" data-until="…" data-zone="Europe/Berlin" data-words="In your time: {time}" hidden>:
// says the same instant in the reader's own zone, and nothing where the two show the same clock.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang || undefined;
const clock = (instant, zone) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(instant);

for (const place of document.querySelectorAll("[data-local-time]")) {
  const start = new Date(place.dataset.localTime);
  const end = place.dataset.until ? new Date(place.dataset.until) : null;
  if (Number.isNaN(start.getTime())) continue;
  if (end && end - start > 86400000) continue; // Of several days the dates say enough.
  try {
    if (place.dataset.zone && clock(start, own) === clock(start, place.dataset.zone)) continue;
  } catch {
    continue; // A zone that this browser does not know.
  }
  const form = new Intl.DateTimeFormat(language, {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  const words = end && end > start ? form.formatRange(start, end) : form.format(start);
  place.textContent = place.dataset.words.replace("{time}", words);
  place.hidden = false;
}
