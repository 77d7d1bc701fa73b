// Small comforts; every page works without them.
// What scripts say is written in Chinese; a page in another language brings the words for it.
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");
const gettext = (text) => words[text] || text;
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
});
// The menu of the person closes when one clicks or goes elsewhere, and with Escape.
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll("details.me[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.me[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
// After a form that was not accepted one stands where it is wrong, or at what is said of it.
const failed = document.querySelector("main [aria-invalid=true], .messages .error, main form .error[role=alert]");
if (failed) {
  if (!failed.matches("input, select, textarea")) failed.tabIndex = -1;
  failed.focus();
}
// What is wider than the screen can be moved by keyboard, and says what it is.
const reach = () => {
  for (const box of document.querySelectorAll(".scroll:not(.gridbox), .chart")) {
    const isWide = box.scrollWidth > box.clientWidth + 1;
    const table = box.querySelector("table");
    const name = table?.getAttribute("aria-labelledby");
    const label = table?.getAttribute("aria-label") || (table?.caption || box.querySelector("figcaption"))?.textContent;
    box.classList.toggle("wider", isWide);
    if (isWide && (name || label)) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      if (name) box.setAttribute("aria-labelledby", name);
      else box.setAttribute("aria-label", label);
    } else {
      for (const one of ["tabindex", "role", "aria-labelledby", "aria-label"]) box.removeAttribute(one);
    }
  }
};
reach();
window.addEventListener("resize", reach);
document.addEventListener("htmx:afterSettle", reach);
// A form sent twice by a double click would be answered with a refusal that nobody understands.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
// On a phone a table that does not fit is read as cards: a row is a card, each cell says what it is.
const narrow = matchMedia("(max-width: 40rem)");
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TH: "rowheader", TD: "cell" };
const stack = () => {
  for (const table of document.querySelectorAll("main .scroll > table:not(.grid)")) {
    const heads = table.tHead?.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
    if (!heads.length || table.querySelector("[colspan], [rowspan]")) continue;
    table.classList.remove("stacked");
    // Cells shown as blocks are no cells any more to a screen reader unless they are said to be.
    const roles = (role) => [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, th, td")].forEach(role);
    roles((part) => part.removeAttribute("role"));
    if (!narrow.matches || table.scrollWidth <= table.parentElement.clientWidth + 1) continue;
    for (const row of table.rows) {
      [...row.cells].forEach((cell, at) => {
        const isTitle = cell.tagName === "TH" && !/^\d+$/.test(cell.textContent.trim());
        if (!isTitle) cell.dataset.label = heads[at]?.textContent.trim() || "";
        cell.classList.toggle("bare", !cell.textContent.trim() && !cell.querySelector("input, select, textarea, button"));
      });
    }
    table.classList.add("stacked");
    roles((part) => part.setAttribute("role", heads.includes(part) ? "columnheader" : ROLES[part.tagName]));
  }
  reach();
};
stack();
narrow.addEventListener("change", stack);
document.addEventListener("htmx:afterSwap", stack);
