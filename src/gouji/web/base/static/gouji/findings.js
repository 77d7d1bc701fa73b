// What checking found, listed below a grid, each with the ways to where it is mended, there and back by keyboard.
const findings = (form, live, { cell, fields, ordinal, texts }) => {
  const make = (name, attributes = {}, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };
  const LEVELS = { error: gettext("错误"), warning: gettext("提醒"), notice: gettext("说明") };
  // How many there are stands beside the buttons, which stay in view; it leads to the list.
  const count = make("span", { role: "status" });
  const tally = make("button", { type: "button", class: "plain count", hidden: "" });
  tally.append(count);
  form.querySelector(".bar").append(tally);
  const list = make("ul", { class: "plain findings-live" });
  live.replaceChildren(list);
  tally.addEventListener("click", () => {
    live.scrollIntoView({ block: "center" });
    list.querySelector("button, a")?.focus();
  });
  const state = { problems: [], places: [], from: null };

  // A cell's description: the reviewer's word, then what is wrong.
  const describe = (input) => {
    const said = [input.dataset.remark, ...(input.dataset.wrong ? [input.dataset.wrong] : [])].filter(Boolean).join(" ");
    if (said) input.setAttribute("aria-description", said);
    else input.removeAttribute("aria-description");
    // What does not fit into a cell is seen by pointing at it.
    const shown = said || (input.dataset.field && input.tagName === "INPUT" ? input.value : "");
    if (shown) input.title = shown;
    else input.removeAttribute("title");
  };

  const clear = () => {
    for (const marked of form.querySelectorAll("[data-wrong]")) {
      marked.classList.remove("wrong", "doubtful");
      marked.removeAttribute("aria-invalid");
      delete marked.dataset.wrong;
      describe(marked);
    }
  };
  const markOne = (input, one) => {
    input.classList.add(one.level === "error" ? "wrong" : "doubtful");
    if (one.level === "error") input.setAttribute("aria-invalid", "true");
    input.dataset.wrong = input.dataset.wrong ? `${input.dataset.wrong} ${one.message}` : one.message;
    describe(input);
  };
  const where = (one) => {
    if (one.row !== null) return cell(one.row, one.field || fields.at(-1)) || cell(one.row, fields.at(-1));
    return one.text ? texts[one.text] : null;
  };
  const mark = () => {
    clear();
    for (const one of state.problems) {
      const input = where(one);
      if (input) markOne(input, one);
    }
  };

  // The words that are meant in a text, wherever they stand by now.
  const select = (input, one) => {
    input.focus();
    if (!one.end || !input.setSelectionRange) return;
    const exact = input.value.slice(one.start, one.end) === one.words;
    const start = exact ? one.start : input.value.indexOf(one.words);
    if (start >= 0) input.setSelectionRange(start, start + one.words.length);
  };
  const go = (one, button) => {
    const input = where(one);
    if (!input) return false;
    state.from = button;
    if (one.text && one.row === null) select(input, one);
    else input.focus();
    input.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };

  // The other lines a finding is about: marked until the next finding's are, the first brought into view.
  const unpoint = () => {
    for (const pointed of form.querySelectorAll(".meant")) pointed.classList.remove("meant");
  };
  const point = (rows, button) => {
    unpoint();
    const inputs = rows.map((row) => cell(row, fields.at(-1))).filter(Boolean);
    for (const input of inputs) input.classList.add("meant");
    if (!inputs.length) return;
    state.from = button;
    inputs[0].focus();
    inputs[0].scrollIntoView({ block: "center" });
  };

  const item = (one) => {
    const made = make("li", { class: one.level });
    made.append(make("span", { class: "badge" }, LEVELS[one.level] || ""), " ");
    if (where(one)) {
      const name = one.row !== null ? ordinal(one.row) : texts[one.text].dataset.name || "";
      const link = make("button", { type: "button", class: "plain" }, name);
      link.addEventListener("click", () => go(one, link));
      state.places.push([one, link]);
      made.append(link, " ");
    }
    // The rules of the core speak Chinese in every language.
    made.append(make("span", one.lang ? { lang: one.lang } : {}, one.message));
    if (one.also?.length) {
      const rows = gettext("有关的 {number} 行").replace("{number}", one.also.length);
      const more = make("button", { type: "button", class: "plain" }, rows);
      more.addEventListener("click", () => point(one.also, more));
      made.append(" ", more);
    }
    if (one.link) made.append(" ", make("a", { href: one.link }, gettext("去办理")));
    return made;
  };

  const show = (problems) => {
    const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement);
    state.problems = problems;
    state.places = [];
    list.replaceChildren(...problems.map(item));
    mark();
    const numbers = Object.entries(LEVELS)
      .map(([level, name]) => [problems.filter((one) => one.level === level).length, name])
      .filter(([number]) => number)
      .map(([number, name]) => `${name} ${number}`);
    const said = numbers.length ? gettext("检查结果：{numbers}").replace("{numbers}", numbers.join(" · ")) : gettext("没有发现问题。");
    if (count.textContent !== said) count.textContent = said;
    tally.hidden = false;
    tally.classList.toggle("fine", !numbers.length);
    // Whoever stood in the list still does.
    if (focused >= 0) list.querySelectorAll("button")[focused]?.focus();
  };

  // F8 goes through the places, Shift+F8 back; Escape returns to the finding one came from.
  const step = (forward) => {
    if (!state.places.length) return;
    const here = document.activeElement;
    const now = state.places.findIndex(([one, link]) => where(one) === here && (!state.from || state.from === link));
    const next = (now < 0 ? (forward ? 0 : -1) : now + (forward ? 1 : -1));
    const [one, link] = state.places.at(((next % state.places.length) + state.places.length) % state.places.length);
    go(one, link);
  };
  const back = () => {
    const from = state.from;
    state.from = null;
    unpoint();
    if (!from || !document.contains(from)) return false;
    from.focus();
    return true;
  };
  form.addEventListener("keydown", (event) => {
    if (event.key === "F8" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      step(!event.shiftKey);
    }
    if (event.key === "Escape" && Object.values(texts).includes(event.target) && back()) event.preventDefault();
  });
  const busy = () => {
    tally.hidden = false;
    if (!count.textContent) count.textContent = gettext("正在核对……");
    tally.setAttribute("aria-busy", "true");
  };
  const rest = () => tally.removeAttribute("aria-busy");
  return { show, mark, back, busy, rest, describe };
};
