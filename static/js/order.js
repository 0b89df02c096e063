// The form of an order: as many attendees as were asked for, the questions that follow from answers, and the sum.
// The server knows all of this without us, and its word alone counts.
const form = document.querySelector("form[data-order]");

const named = (name) => [...form.elements].filter((field) => field.name === name);
const values = (name) =>
  named(name)
    .filter((field) => !field.closest("[hidden]") && (!["checkbox", "radio"].includes(field.type) || field.checked))
    .map((field) => field.value);
const ticket = () => form.querySelector("[name=ticket_type]:checked");

function follows(box) {
  const { after, answer } = box.dataset;
  if (!after) return true;
  const fields = named(after);
  if (!fields.length || fields[0].closest("[hidden]")) return false;
  const given = values(after).filter(Boolean);
  if (!answer) return given.length > 0;
  const word = answer.trim().toLowerCase();
  const yes = ["yes", "true", "1"].includes(word) ? "yes" : "no";
  if (fields.length === 1 && fields[0].type === "checkbox" && fields[0].value === "on") return fields[0].checked === (yes === "yes");
  if (fields[0].type === "radio" && fields.every(({ value }) => ["yes", "no"].includes(value))) return given.includes(yes);
  return given.includes(answer);
}

// The ticket, and what the attendee whom this box is about books beside it.
function booked(box) {
  const about = box.closest("[data-attendee]") ?? form;
  const additions = [...about.querySelectorAll("[data-addition]:checked")].map((field) => field.dataset.addition);
  return [ticket()?.value, ...additions];
}

function showWhatIsAsked() {
  // What follows may be followed itself: as often as something changed.
  for (let turn = 0, changed = true; changed && turn < 10; turn += 1) {
    changed = false;
    for (const box of form.querySelectorAll("[data-types]")) {
      const types = box.dataset.types.split(" ").filter(Boolean);
      const shown = (!types.length || booked(box).some((type) => types.includes(type))) && follows(box);
      if (box.hidden === shown) {
        box.hidden = !shown;
        changed = true;
      }
    }
  }
}

const quantity = form.querySelector("[name=quantity]");
const others = form.querySelector("[data-others]");
const pattern = form.querySelector("[data-pattern]");

function wanted() {
  const most = Number(ticket()?.dataset.most || quantity?.max || 1);
  return Math.max(1, Math.min(Number.parseInt(quantity?.value, 10) || 1, most));
}

function showAttendees() {
  if (!quantity) return;
  if (ticket()) quantity.max = ticket().dataset.most;
  const count = wanted();
  while (others.children.length > count - 1) others.lastElementChild.remove();
  while (others.children.length < count - 1) {
    const n = others.children.length + 2;
    const made = pattern.content.firstElementChild.cloneNode(true);
    made.dataset.attendee = n;
    for (const element of [made, ...made.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("attendee-0-")) element.setAttribute(name, value.replaceAll("attendee-0-", `attendee-${n}-`));
      }
    }
    made.querySelector("[data-number]").textContent = n;
    others.append(made);
  }
}

function showSum() {
  const total = form.querySelector("[data-total]");
  if (!total) return;
  const chosen = ticket();
  let cents = chosen ? Number(chosen.dataset.cents) * wanted() : 0;
  for (const field of form.querySelectorAll("[type=checkbox][data-cents]:checked")) cents += Number(field.dataset.cents);
  const { currency, free } = form.dataset;
  const digits = Number(form.dataset.digits);
  total.textContent = !chosen ? "—" : cents ? sum(cents / 10 ** digits, digits, currency) : free;
  const costs = form.querySelector("[data-label-costs]");
  if (costs) {
    costs.hidden = chosen !== null && cents === 0;
    form.querySelector("[data-label-free]").hidden = !costs.hidden;
  }
  const paying = form.querySelector("[data-paying]");
  if (paying) paying.hidden = chosen !== null && cents === 0;
}

function sum(amount, digits, currency) {
  const number = new Intl.NumberFormat(document.documentElement.lang, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number.format(amount)}\u00a0${currency}`;
}

function show() {
  showAttendees();
  showWhatIsAsked();
  showSum();
}

for (const button of form.querySelectorAll("[data-update]")) button.hidden = true;
form.addEventListener("input", show);
form.addEventListener("change", show);
// Enter in the code field applies the code; anywhere else it would too, for that button is the first of the form.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.target.name === "code") return;
  const button = form.querySelector(".order-end [type=submit]");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});
addEventListener("pageshow", show);
show();
