"use strict";
(() => {
  const body = document.querySelector(".sortable tbody");
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const key = cell.dataset.key || cell.textContent.trim();
    return key !== "" && !Number.isNaN(Number(key)) ? Number(key) : key;
  };
  document.querySelectorAll(".sortable th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending";
      document.querySelectorAll(".sortable th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rows = [...body.rows].sort((one, other) => {
        const [a, b] = [keyOf(one, column), keyOf(other, column)];
        const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN");
        return falling ? -order : order;
      });
      body.append(...rows);
    });
  });
})();
