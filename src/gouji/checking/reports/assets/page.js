"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const panel = document.getElementById("panel");
  const view = panel.querySelector("[aria-live]");
  const WORDS = { p: "已证实", d: "有矛盾", u: "未核对", z: "零值（证明不了什么，不计入）", "": "不是金额，不参与勾稽" };

  const identitiesOf = new Map();
  data.identities.forEach((identity, number) => {
    for (const amount of identity[3]) {
      if (!identitiesOf.has(amount)) identitiesOf.set(amount, []);
      identitiesOf.get(amount).push(number);
    }
  });

  const element = (number) => document.getElementById("c" + number);
  const numberOf = (node) => Number(node.id.slice(1));
  const make = (name, className, text) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  };
  const printed = (node) => {
    let text = "";
    for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) text += child.data;
    return text.trim();
  };
  const kindOf = (node) => ["d", "u", "z", "p"].find((kind) => node.classList.contains(kind)) || "";

  const placeOf = (number) => {
    const at = data.amounts[number] || [];
    if (typeof at[0] === "string") return at.filter(Boolean).join("：");
    const [table, rows, columns] = data.panels[at[0]] || [];
    const parts = [rows && rows[at[1]], columns && columns[at[2]]].filter(Boolean);
    return "《" + (data.tables[table] || "") + "》" + parts.join(" · ");
  };

  const clear = (name) => document.querySelectorAll("." + name).forEach((node) => node.classList.remove(name));
  const tie = (identity, item) => {
    clear("tied");
    view.querySelectorAll(".on").forEach((node) => node.classList.remove("on"));
    if (item) item.classList.add("on");
    for (const number of identity[3]) {
      const node = element(number);
      if (node) node.classList.add("tied");
    }
  };

  const linkTo = (number) => {
    const node = element(number);
    const link = make("a", "", placeOf(number) + "　" + (node ? printed(node) : ""));
    link.href = "#c" + number;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (node) { show(node); focusOn(node); }
    });
    return link;
  };

  const identityItem = (identity, self) => {
    const [formula, holds, observed, numbers] = identity;
    const item = make("li", holds ? "identity" : "identity broken");
    const button = make("button", "", (holds ? "✓ " : "✗ ") + formula);
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    item.append(button);
    if (observed) item.append(make("span", "how", "由数字本身观察得出"));
    const others = make("ul");
    others.hidden = true;
    for (const number of numbers) if (number !== self) others.appendChild(make("li")).append(linkTo(number));
    item.append(others);
    button.addEventListener("click", () => {
      others.hidden = !others.hidden;
      button.setAttribute("aria-expanded", String(!others.hidden));
      tie(identity, item);
    });
    item.addEventListener("mouseenter", () => tie(identity, item));
    button.addEventListener("focus", () => tie(identity, item));
    return item;
  };

  let chosen = null;
  const show = (node) => {
    if (chosen === node) { panel.classList.add("open"); return; }
    chosen = node;
    clear("chosen");
    node.classList.add("chosen");
    const number = numberOf(node);
    const kind = kindOf(node);
    view.replaceChildren(make("p", "hint", placeOf(number)));
    const amount = make("p", "amount");
    amount.append(make("span", "n " + kind, printed(node)), make("small", "", " " + WORDS[kind]));
    view.append(amount);
    for (const marker of node.querySelectorAll("sup a")) {
      const message = document.querySelector(marker.getAttribute("href") + " .message");
      const line = make("p", "finding", message ? message.textContent + " " : "");
      const link = make("a", "", "见问题 " + marker.textContent);
      link.href = marker.getAttribute("href");
      line.append(link);
      view.append(line);
    }
    if (number in data.unchecked) view.append(make("p", "", data.reasons[data.unchecked[number]]));
    const found = (identitiesOf.get(number) || []).map((index) => data.identities[index]);
    found.sort((a, b) => a[1] - b[1] || a[2] - b[2]);
    if (found.length) {
      const broken = found.filter((identity) => !identity[1]).length;
      view.append(make("h4", "", "勾稽关系 " + found.length + " 条" + (broken ? "，" + broken + " 条不成立" : "")));
      const list = make("ul");
      for (const identity of found) list.append(identityItem(identity, number));
      view.append(list);
      tie(found[0], list.firstChild);
    } else {
      clear("tied");
      if (kind) view.append(make("p", "hint", "没有勾稽关系包含这个数。"));
    }
    panel.scrollTop = 0;
    panel.classList.add("open");
    uncover(node);
  };
  // On a narrow screen the panel covers the lower part of the page.
  const uncover = (node) => {
    if (getComputedStyle(panel).position !== "fixed") return;
    const hidden = node.getBoundingClientRect().bottom + 16 - panel.getBoundingClientRect().top;
    if (hidden > 0) scrollBy({ top: hidden });
  };
  const close = () => {
    panel.classList.remove("open");
    clear("tied");
    clear("chosen");
    if (chosen) chosen.focus({ preventScroll: true });
    chosen = null;
  };

  // One amount of each table can be reached with Tab, the others with the arrow keys from there.
  const amounts = [...document.querySelectorAll("td.n[id], mark.n[id]")];
  const groups = new Map();
  for (const node of amounts) {
    const group = node.closest("table, section");
    node.tabIndex = groups.has(group) ? -1 : 0;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(node);
  }
  const focusOn = (node) => {
    for (const other of groups.get(node.closest("table, section")) || []) other.tabIndex = -1;
    node.tabIndex = 0;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "center", inline: "nearest" });
  };
  const column = (node) => { const box = node.getBoundingClientRect(); return (box.left + box.right) / 2; };
  const neighbour = (node, key) => {
    const group = groups.get(node.closest("table, section"));
    const index = group.indexOf(node);
    if (key === "ArrowLeft") return group[index - 1];
    if (key === "ArrowRight") return group[index + 1];
    if (node.tagName === "MARK") return group[index + (key === "ArrowUp" ? -1 : 1)];
    const step = key === "ArrowUp" ? "previousElementSibling" : "nextElementSibling";
    for (let row = node.parentElement[step]; row; row = row[step]) {
      const cells = [...row.querySelectorAll("td.n[id]")];
      if (!cells.length) continue;
      return cells.reduce((best, cell) => Math.abs(column(cell) - column(node)) < Math.abs(column(best) - column(node)) ? cell : best);
    }
    return undefined;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); return; }
    const node = event.target.closest && event.target.closest(".n[id]");
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = neighbour(node, event.key);
      event.preventDefault();
      if (next) focusOn(next);
    } else if (event.key === "Enter" && event.target === node) {
      const first = view.querySelector("button, a");
      if (first) { event.preventDefault(); first.focus(); }
    }
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".n[id]")) show(event.target);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const node = event.target.closest(".n[id]");
    if (node) { show(node); if (document.activeElement !== node) node.focus({ preventScroll: true }); }
  });
  document.addEventListener("mouseover", (event) => {
    const node = event.target.closest(".n[id]");
    if (!node || chosen || matchMedia("(max-width: 64rem)").matches) return;
    const found = (identitiesOf.get(numberOf(node)) || []).map((index) => data.identities[index]);
    const worst = found.find((identity) => !identity[1]) || found[0];
    if (worst) tie(worst, null); else clear("tied");
  });
  panel.querySelector(".close").addEventListener("click", close);
  const arrived = () => {
    const node = location.hash && document.getElementById(location.hash.slice(1));
    if (node && node.matches(".n[id]")) { show(node); focusOn(node); }
  };
  addEventListener("hashchange", arrived);
  arrived();

  const filter = document.querySelector(".filter");
  if (filter) {
    const items = [...document.querySelectorAll(".findings > li")];
    const apply = () => {
      const levels = new Set([...filter.querySelectorAll("input:checked")].map((box) => box.value));
      const code = filter.querySelector("select").value;
      let shown = 0;
      for (const item of items) {
        item.hidden = !(levels.has(item.dataset.level) && (!code || item.dataset.code === code));
        shown += item.hidden ? 0 : 1;
      }
      filter.querySelector("[role=status]").textContent = shown < items.length ? "显示 " + shown + " / " + items.length + " 条" : "";
    };
    filter.hidden = false;
    filter.addEventListener("change", apply);
  }
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((node) => { node.open = true; }));
})();
