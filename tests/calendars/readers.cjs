// Two programs that read calendars, asked line by line: {"url"} or {"text"} as JSON in, what each understood as JSON out.
// They lie in ./node (scripts/vendor.py); NODE_PATH leads there.
const http = require("node:http");
const readline = require("node:readline");
const ICAL = require("ical.js/dist/ical.es5.min.cjs");
const nodeIcal = require("node-ical");

function fetched(url) {
  return new Promise((resolve, reject) => {
    http.get(url, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => (answer.statusCode === 200 ? resolve(Buffer.concat(pieces).toString("utf8")) : reject(new Error(`${answer.statusCode} ${url}`))));
    }).on("error", reject);
  });
}

// An all-day date as its day, an instant as itself.
const day = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const when = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
  return calendar.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    const first = (name) => part.getFirstPropertyValue(name);
    return {
      uid: event.uid, summary: event.summary, description: event.description, location: event.location,
      starts: when(event.startDate), ends: first("dtend") ? when(event.endDate) : null,
      sequence: event.sequence, status: first("status"),
      properties: part.getAllProperties().map((property) => property.name),
      alarms: part.getAllSubcomponents("valarm").length,
    };
  });
}

function byNodeIcal(text) {
  const when = (time) => (time.dateOnly ? day(time) : time.toISOString());
  return Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part.type === "VEVENT").map((event) => ({
    uid: event.uid, summary: event.summary, description: event.description, location: event.location,
    starts: when(event.start), ends: event.end && +event.end !== +event.start ? when(event.end) : null,
    sequence: Number(event.sequence), status: event.status,
  }));
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    let told;
    try {
      const text = asked.text ?? (await fetched(asked.url));
      told = { "ical.js": byIcalJs(text), "node-ical": byNodeIcal(text) };
    } catch (error) {
      told = { error: String(error.stack) };
    }
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
})();
