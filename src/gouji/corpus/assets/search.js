// Shows the rows that contain every word asked for. Without this script all rows are shown.
"use strict";
const box = document.querySelector(".search");
const input = document.getElementById("q");
const found = document.getElementById("found");
const rows = Array.from(document.querySelectorAll("tbody tr"));
const texts = rows.map((row) => row.textContent.toLowerCase());
box.hidden = false;
function show() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  rows.forEach((row, at) => {
    const hit = words.every((word) => texts[at].includes(word));
    row.hidden = !hit;
    count += hit ? 1 : 0;
  });
  found.textContent = words.length ? "找到 " + count + " 条" : "";
}
input.addEventListener("input", show);
show();
