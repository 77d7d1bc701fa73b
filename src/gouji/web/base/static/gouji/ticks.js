// A cell that takes any number of words: they can be typed, and ticked in a list that opens below it.
const ticking = (form, box, cell, words) => {
  const list = document.createElement("div");
  list.className = "ticks";
  list.setAttribute("role", "group");
  list.hidden = true;
  form.append(list);
  const chosen = (text) => text.split(/[、，,;；]/).map((one) => one.trim()).filter(Boolean);
  const mine = () => cell(list.dataset.row, list.dataset.of);

  const open = (input) => {
    list.replaceChildren();
    list.setAttribute("aria-label", input.getAttribute("aria-label"));
    list.dataset.row = input.dataset.row;
    list.dataset.of = input.dataset.field;
    const now = chosen(input.value);
    for (const word of words[input.dataset.field]) {
      const label = document.createElement("label");
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.value = word;
      tick.checked = now.includes(word);
      label.append(tick, ` ${gettext(word)}`);
      list.append(label);
    }
    list.hidden = false;
    const place = input.getBoundingClientRect();
    const room = window.innerHeight - place.bottom;
    list.style.left = `${Math.max(4, Math.min(place.left, window.innerWidth - list.offsetWidth - 4))}px`;
    list.style.top = `${room < list.offsetHeight ? Math.max(4, place.top - list.offsetHeight) : place.bottom}px`;
  };
  const shut = () => { list.hidden = true; };

  list.addEventListener("change", () => {
    const input = mine();
    const known = words[list.dataset.of];
    const own = chosen(input.value).filter((word) => !known.includes(word));
    input.value = [...[...list.querySelectorAll(":checked")].map((tick) => tick.value), ...own].join("、");
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  list.addEventListener("keydown", (event) => {
    const boxes = [...list.querySelectorAll("input")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      boxes[(boxes.indexOf(document.activeElement) + step + boxes.length) % boxes.length].focus();
    } else if (["Escape", "Enter", "Tab"].includes(event.key)) {
      // Tab goes on from the cell, as from any other.
      if (event.key !== "Tab") event.preventDefault();
      event.stopPropagation();
      const input = mine();
      shut();
      input.focus();
    }
  });
  document.addEventListener("mousedown", (event) => {
    if (!list.contains(event.target)) shut();
  });
  box.addEventListener("scroll", shut);
  window.addEventListener("scroll", shut, { passive: true });
  return { open, shut, enter: (input) => { open(input); list.querySelector("input")?.focus(); } };
};
