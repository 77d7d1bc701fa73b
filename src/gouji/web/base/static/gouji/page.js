// Small comforts; every page works without them.
// What scripts say is written in Chinese; a page in another language brings the words for it.
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");
const gettext = (text) => words[text] || text;
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.me[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
// A form sent twice by a double click would be answered with a refusal that nobody understands.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
