// Back from the payment service: asks every other second whether its word has come, for two minutes.
const waiting = document.querySelector("[data-waits]");
let left = 60;

async function ask() {
  left -= 1;
  try {
    const answer = await fetch(waiting.dataset.waits, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).due_cents === 0) {
      location.reload();
      return;
    }
  } catch {
    // No network for a moment: it is asked again.
  }
  if (left > 0) setTimeout(ask, 2000);
}

setTimeout(ask, 1000);
