// The grid of a unit's lines: keyboard, paste from a spreadsheet, undo, live checks, saving that never overwrites others.
(() => {
  const form = document.getElementById("grid");
  const source = document.getElementById("grid-data");
  if (!form || !source) return;
  const data = JSON.parse(source.textContent);
  const fields = Object.keys(data.titles);
  const empty = () => ({ side: "支出", origin: "本年", fund: "一般公共预算" });
  const state = { rows: data.rows.length ? data.rows : [empty()], version: data.version, dirty: false, past: [] };
  const box = form.querySelector(".gridbox");
  const live = form.querySelector(".live");
  const said = form.querySelector("[data-state]");
  let timer = 0;

  const element = (name, attributes = {}, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  for (const [name, known] of Object.entries(data.names)) {
    const list = element("datalist", { id: `codes-${name}` });
    for (const [code, title] of Object.entries(known)) list.append(element("option", { value: code }, title));
    form.append(list);
  }

  const remember = () => {
    state.past.push(JSON.stringify(state.rows));
    if (state.past.length > 100) state.past.shift();
  };

  const field = (row, number, name) => {
    let input;
    if (data.choices[name]) {
      input = element("select");
      if (name === "use" || name === "tag") input.append(element("option", { value: "" }));
      for (const word of data.choices[name]) input.append(element("option", { value: word }, word));
      if (row[name] && !data.choices[name].includes(row[name])) input.append(element("option", { value: row[name] }, row[name]));
    } else {
      input = element("input", { autocomplete: "off" });
      if (data.names[name]) input.setAttribute("list", `codes-${name}`);
      if (name === "amount") input.setAttribute("inputmode", "decimal");
    }
    input.value = row[name] || "";
    input.dataset.row = number;
    input.dataset.field = name;
    input.setAttribute("aria-label", `第 ${number + 1} 行 ${data.titles[name]}`);
    return input;
  };

  // A code says what it is called, below it.
  const title = (input) => {
    const known = data.names[input.dataset.field];
    if (!known) return;
    input.nextSibling?.remove();
    if (known[input.value]) input.after(element("small", {}, known[input.value]));
  };

  const draw = () => {
    const table = element("table", { class: "grid" });
    const head = element("tr");
    head.append(element("th", { scope: "col" }, "行"));
    for (const name of fields) head.append(element("th", { scope: "col", class: name }, data.titles[name]));
    head.append(element("th"));
    table.append(element("thead"));
    table.tHead.append(head);
    const body = element("tbody");
    state.rows.forEach((row, number) => {
      const line = element("tr");
      line.append(element("th", { scope: "row" }, String(number + 1)));
      for (const name of fields) {
        const cell = element("td", { class: name });
        const input = field(row, number, name);
        cell.append(input);
        title(input);
        line.append(cell);
      }
      const last = element("td");
      last.append(element("button", { type: "button", class: "plain", "data-do": "remove", "data-row": number, "aria-label": `删除第 ${number + 1} 行` }, "删除"));
      line.append(last);
      body.append(line);
    });
    table.append(body);
    box.replaceChildren(table);
  };

  const at = (row, name) => box.querySelector(`[data-row="${row}"][data-field="${name}"]`);

  const show = (problems) => {
    for (const marked of box.querySelectorAll(".wrong, .doubtful")) {
      marked.classList.remove("wrong", "doubtful");
      marked.removeAttribute("aria-invalid");
    }
    const list = element("ul", { class: "plain" });
    for (const one of problems) {
      const item = element("li", { class: one.level });
      const where = one.row === null ? null : at(one.row, one.field || "amount");
      if (where) {
        where.classList.add(one.level === "error" ? "wrong" : "doubtful");
        if (one.level === "error") where.setAttribute("aria-invalid", "true");
        const link = element("button", { type: "button", class: "plain" }, `第 ${one.row + 1} 行`);
        link.addEventListener("click", () => where.focus());
        item.append(link, ` ${one.message}`);
      } else item.append(one.message);
      list.append(item);
    }
    live.replaceChildren(...(problems.length ? [list] : [element("p", { class: "fine" }, "没有发现问题。")]));
  };

  const send = async (address) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token, "HX-Request": "true" },
      body: JSON.stringify({ version: state.version, rows: state.rows }),
    });
    if (response.status === 401) throw new Error("登录已过期。请在新的标签页登录后再保存，这一页的内容还在。");
    const answer = await response.json().catch(() => ({ message: "服务器没有答复，请稍后再试，这一页的内容还在。" }));
    return { status: response.status, answer };
  };

  const check = async () => {
    try {
      const { answer } = await send(form.dataset.check);
      if (answer.problems) show(answer.problems);
    } catch (error) {
      said.textContent = error.message;
    }
  };

  const changed = () => {
    state.dirty = true;
    said.textContent = "有改动还没有保存";
    clearTimeout(timer);
    timer = setTimeout(check, 600);
  };

  const save = async () => {
    said.textContent = "正在保存……";
    try {
      const { status, answer } = await send(form.dataset.save);
      if (answer.problems) show(answer.problems);
      if (status === 200) {
        state.version = answer.version;
        state.dirty = false;
        said.textContent = "已保存";
        for (const hidden of document.querySelectorAll("[data-version]")) hidden.value = answer.version;
        for (const reason of document.querySelectorAll("[data-reason]")) reason.remove();
      } else {
        said.textContent = answer.message || "没有保存，请稍后再试。";
        if (status === 409) said.append(" ", element("a", { href: "", target: "_blank" }, "在新标签页看最新内容"));
      }
    } catch (error) {
      said.textContent = error.message || "没有保存：连不上服务器。";
    }
  };

  const undo = () => {
    const last = state.past.pop();
    if (last === undefined) return;
    state.rows = JSON.parse(last);
    draw();
    changed();
  };

  const paste = (input, text) => {
    const first = fields.indexOf(input.dataset.field);
    const top = Number(input.dataset.row);
    remember();
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => {
      state.rows[top + down] ??= empty();
      line.split("\t").forEach((value, right) => {
        const name = fields[first + right];
        if (name) state.rows[top + down][name] = value.trim();
      });
    });
    draw();
    changed();
    at(top, input.dataset.field)?.focus();
  };

  box.addEventListener("focusin", (event) => {
    if (event.target.dataset.field) event.target.dataset.before = event.target.value;
  });
  box.addEventListener("change", (event) => {
    const { row, field: name } = event.target.dataset;
    if (!name) return;
    remember();
    state.rows[row][name] = event.target.value;
    title(event.target);
    changed();
  });
  box.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (!event.target.dataset.field || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    paste(event.target, text);
  });
  box.addEventListener("keydown", (event) => {
    const { row, field: name } = event.target.dataset;
    if (!name) return;
    const isList = event.target.tagName === "SELECT";
    const moves = { Enter: 1, ArrowDown: isList ? 0 : 1, ArrowUp: isList ? 0 : -1 };
    const move = event.shiftKey && event.key === "Enter" ? -1 : moves[event.key];
    if (!move || event.isComposing) return;
    // The lists of codes drop down under a code's field and take the arrows themselves.
    if (event.target.list && event.key !== "Enter") return;
    event.preventDefault();
    if (Number(row) + move === state.rows.length && event.key === "Enter") {
      event.target.blur();
      remember();
      state.rows.push({ ...state.rows[row], amount: "" });
      draw();
    }
    at(Number(row) + move, name)?.focus();
  });
  form.addEventListener("click", (event) => {
    const action = event.target.dataset.do;
    if (action === "save") save();
    if (action === "undo") undo();
    if (action === "add") {
      remember();
      state.rows.push(empty());
      draw();
      at(state.rows.length - 1, "function").focus();
    }
    if (action === "remove") {
      remember();
      state.rows.splice(Number(event.target.dataset.row), 1);
      if (!state.rows.length) state.rows.push(empty());
      draw();
      changed();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") {
      event.preventDefault();
      document.activeElement?.blur();
      save();
    }
    // Within a field that is being typed in, undo is the browser's own.
    if (event.key === "z" && event.target.value === event.target.dataset.before) {
      event.preventDefault();
      undo();
    }
  });
  for (const other of document.querySelectorAll("form[data-saved]")) {
    other.addEventListener("submit", (event) => {
      if (!state.dirty) return;
      event.preventDefault();
      delete other.dataset.sent;
      said.textContent = "有改动还没有保存，请先保存再提交。";
      said.scrollIntoView({ block: "center" });
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (state.dirty) event.preventDefault();
  });
  draw();
  if (data.rows.length) check();
})();
