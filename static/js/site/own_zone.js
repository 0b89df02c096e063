// A hidden field that is told the browser's own time zone, so that nobody is asked for it.
for (const field of document.querySelectorAll("[data-own-zone]")) {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}
