// Grids that feel like a spreadsheet: keyboard, ranges, paste, undo and redo, live checks, and saving that loses nobody's work.
(() => {
  const element = (name, attributes = {}, text = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  const _PAGE = 10;
  const ordinal = (row) => gettext("第 {row} 行").replace("{row}", row + 1);

  const begin = (form) => {
    const data = JSON.parse(document.getElementById(form.dataset.grid).textContent);
    const fields = Object.keys(data.titles);
    const empty = () => ({ ...data.blank });
    const copy = (rows) => JSON.parse(JSON.stringify(rows));
    const state = {
      rows: data.rows.length ? copy(data.rows) : [empty()], base: copy(data.rows), version: data.version,
      dirty: false, past: [], future: [], range: null, taken: new Set(),
    };
    const box = form.querySelector(".gridbox");
    const heading = (form.closest("section") || document).querySelector("h1, h2")?.textContent || "";
    const live = form.querySelector(".live");
    const clash = form.querySelector(".clash");
    const said = form.querySelector("[data-state]");
    const others = [...form.querySelectorAll("[data-more]")];
    let timer = 0;
    let asked = 0;

    for (const [name, known] of Object.entries(data.names)) {
      const list = element("datalist", { id: `${form.id}-${name}`, lang: "zh-CN" });
      for (const [code, title] of Object.entries(known)) list.append(element("option", { value: code }, title));
      form.append(list);
    }

    // What was there before a change, so that it can be undone.
    const remember = () => {
      state.past.push(JSON.stringify(state.rows));
      if (state.past.length > 200) state.past.shift();
      state.future = [];
    };

    const several = data.several || {};

    const field = (row, number, name) => {
      let input;
      if (data.choices[name]) {
        input = element("select");
        const words = data.choices[name];
        if (!data.blank[name]) input.append(element("option", { value: "" }));
        for (const word of words) input.append(element("option", { value: word }, gettext(word)));
        if (row[name] && !words.includes(row[name])) input.append(element("option", { value: row[name] }, gettext(row[name])));
      } else {
        input = element("input", { autocomplete: "off" });
        if (data.names[name]) input.setAttribute("list", `${form.id}-${name}`);
        if (data.numbers.includes(name)) input.setAttribute("inputmode", "decimal");
        if (several[name]) input.setAttribute("aria-haspopup", "dialog");
      }
      input.value = row[name] || "";
      if (input.tagName === "INPUT" && input.value) input.title = input.value;
      input.dataset.row = number;
      input.dataset.field = name;
      input.setAttribute("aria-label", `${ordinal(number)} ${data.titles[name]}`);
      return input;
    };

    // A code says what it is called, below it.
    const title = (input) => {
      const known = data.names[input.dataset.field];
      if (!known) return;
      input.parentElement.querySelector("small")?.remove();
      if (known[input.value]) input.after(element("small", { lang: "zh-CN" }, known[input.value]));
    };

    const drawRow = (row, number) => {
      const line = element("tr");
      if (state.taken.has(number)) line.className = "taken";
      line.append(element("th", { scope: "row" }, String(number + 1)));
      for (const name of fields) {
        const cell = element("td", { class: data.numbers.includes(name) ? `${name} number` : name });
        const input = field(row, number, name);
        cell.append(input);
        title(input);
        line.append(cell);
      }
      const last = element("td");
      last.append(element("button", {
        type: "button", class: "plain", tabindex: "-1", "data-do": "remove", "data-row": number,
        "aria-label": gettext("删除第 {row} 行").replace("{row}", number + 1),
      }, gettext("删除")));
      line.append(last);
      return line;
    };

    const draw = () => {
      const table = element("table", { class: "grid", "aria-label": heading });
      const head = element("tr");
      head.append(element("th", { scope: "col" }, gettext("行")));
      for (const name of fields) {
        head.append(element("th", { scope: "col", class: data.numbers.includes(name) ? `${name} number` : name }, data.titles[name]));
      }
      const last = element("th", { scope: "col" });
      last.append(element("span", { class: "off" }, gettext("操作")));
      head.append(last);
      table.append(element("thead"));
      table.tHead.append(head);
      const body = element("tbody");
      body.append(...state.rows.map(drawRow));
      table.append(body);
      box.replaceChildren(table);
      state.range = null;
      remarks();
      found.mark();
    };

    const at = (row, name) => box.querySelector(`[data-row="${row}"][data-field="${name}"]`);
    const column = (input) => fields.indexOf(input.dataset.field);
    const line = (input) => Number(input.dataset.row);

    const texts = Object.fromEntries(others.map((input) => [input.dataset.more, input]));
    for (const input of others) input.dataset.name = input.labels?.[0]?.textContent || "";
    const ticks = ticking(form, box, at, several);
    const found = findings(form, live, { cell: at, fields, ordinal, texts });

    // What reviewers wrote at a cell.
    const remarks = () => {
      for (const one of data.remarks || []) {
        const input = one.row === null ? null : at(one.row, one.field);
        if (!input) continue;
        input.classList.add("remarked");
        input.dataset.remark = gettext("批注：{text}").replace("{text}", one.text);
        found.describe(input);
      }
    };

    // Both people's rows, and a choice wherever they differ.
    const together = (answer) => {
      remember();
      state.rows = answer.rows;
      state.base = answer.theirs;
      state.version = answer.version;
      state.taken = new Set(answer.taken);
      draw();
      for (const one of answer.conflicts) box.querySelectorAll("tbody tr")[one.index]?.classList.add("clashing");
      clash.replaceChildren();
      if (!answer.conflicts.length) return;
      const told = (row) => (row ? fields.map((name) => row[name]).filter(Boolean).join(" ") : gettext("（删去了这一行）"));
      const list = element("ul", { class: "plain" });
      for (const one of answer.conflicts) {
        const item = element("li", { class: "error" });
        const keep = one.mine || one.theirs;
        const place = () => state.rows.findIndex((row) => fields.every((name) => (row[name] || "") === (item.now?.[name] || "")));
        item.now = keep;
        const choose = (row) => {
          remember();
          const index = place();
          if (row && index >= 0) state.rows[index] = { ...row };
          else if (row) state.rows.push({ ...row });
          else if (index >= 0) state.rows.splice(index, 1);
          if (!state.rows.length) state.rows.push(empty());
          item.now = row;
          draw();
          changed();
        };
        const name = `${form.id}-clash-${one.index}`;
        const group = element("fieldset");
        group.append(element("legend", {}, gettext("原来：{row}").replace("{row}", one.base ? told(one.base) : gettext("（没有这一行）"))));
        for (const [text, row] of [[gettext("我的"), one.mine], [gettext("对方的"), one.theirs]]) {
          const label = element("label");
          const radio = element("input", { type: "radio", name });
          radio.checked = row === keep;
          radio.addEventListener("change", () => choose(row));
          label.append(radio, ` ${text}：${told(row)}`);
          group.append(label);
        }
        item.append(group);
        list.append(item);
      }
      const heading = element("h3", { tabindex: "-1" }, gettext("两人改得不一样的行"));
      clash.append(heading, list);
      heading.focus({ preventScroll: true });
      clash.scrollIntoView({ block: "center" });
    };

    const body = () => JSON.stringify({
      version: state.version, rows: state.rows, base: state.base,
      more: Object.fromEntries(others.map((input) => [input.dataset.more, input.value])),
    });
    const send = async (address, content = body()) => {
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      const response = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, "HX-Request": "true" },
        body: content,
      });
      if (response.status === 401) throw new Error(gettext("登录已过期。请在新的标签页登录后再保存，这一页的内容还在。"));
      const answer = await response.json().catch(() => ({ message: gettext("服务器没有答复，请稍后再试，这一页的内容还在。") }));
      return { status: response.status, answer };
    };

    const check = async () => {
      const turn = ++asked;
      found.busy();
      try {
        const { answer } = await send(form.dataset.check);
        if (answer.problems && turn === asked) found.show(answer.problems);
      } catch (error) {
        said.textContent = error.message;
      }
      if (turn === asked) found.rest();
    };

    const changed = (told = "") => {
      state.dirty = true;
      said.textContent = [told, gettext("有改动还没有保存")].filter(Boolean).join(" · ");
      clearTimeout(timer);
      timer = setTimeout(check, 600);
    };

    const save = async () => {
      said.textContent = gettext("正在保存……");
      clearTimeout(timer);
      const turn = ++asked;
      const sent = body();
      try {
        const { status, answer } = await send(form.dataset.save, sent);
        if (status === 200) {
          // What was typed while the answer was on its way is not saved yet.
          state.dirty = body() !== sent;
          state.base = JSON.parse(sent).rows;
          state.version = answer.version;
          state.taken.clear();
          for (const marked of box.querySelectorAll(".taken, .clashing")) marked.classList.remove("taken", "clashing");
          clash.replaceChildren();
          said.textContent = state.dirty ? gettext("已保存；之后的改动还没有保存") : gettext("已保存");
          for (const hidden of document.querySelectorAll("[data-version]")) hidden.value = answer.version;
          for (const reason of document.querySelectorAll("[data-reason]")) reason.remove();
        } else {
          said.textContent = answer.message || gettext("没有保存，请稍后再试。");
          if (status === 409 && answer.rows) together(answer);
        }
        if (answer.problems && turn === asked) found.show(answer.problems);
      } catch (error) {
        said.textContent = error.message || gettext("没有保存：连不上服务器。");
      }
    };

    const travel = (from, to) => {
      const last = from.pop();
      if (last === undefined) return;
      to.push(JSON.stringify(state.rows));
      state.rows = JSON.parse(last);
      const focus = document.activeElement?.dataset;
      draw();
      if (focus?.field) at(Math.min(Number(focus.row), state.rows.length - 1), focus.field)?.focus();
      changed();
    };

    // A range of cells, from where it began to where it has been drawn out.
    const corners = () => {
      const { from, to } = state.range;
      return [Math.min(from[0], to[0]), Math.max(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[1], to[1])];
    };
    const mark = () => {
      for (const cell of box.querySelectorAll(".picked")) cell.classList.remove("picked");
      if (!state.range) return;
      const [top, bottom, left, right] = corners();
      if (top === bottom && left === right) return;
      for (let row = top; row <= bottom; row++) {
        for (let one = left; one <= right; one++) at(row, fields[one])?.classList.add("picked");
      }
    };
    const isWide = () => {
      if (!state.range) return false;
      const [top, bottom, left, right] = corners();
      return top !== bottom || left !== right;
    };
    const stretch = (input, down, right) => {
      const here = [line(input), column(input)];
      state.range ??= { from: here, to: here };
      state.range.to = [
        Math.max(0, Math.min(state.rows.length - 1, state.range.to[0] + down)),
        Math.max(0, Math.min(fields.length - 1, state.range.to[1] + right)),
      ];
      mark();
    };
    const overRange = (change) => {
      const [top, bottom, left, right] = corners();
      remember();
      for (let row = top; row <= bottom; row++) {
        for (let one = left; one <= right; one++) change(row, fields[one], top);
      }
      const { from, to } = state.range;
      draw();
      state.range = { from, to };
      mark();
      at(from[0], fields[from[1]])?.focus();
      changed();
    };
    const text = () => {
      const [top, bottom, left, right] = corners();
      return state.rows.slice(top, bottom + 1)
        .map((row) => fields.slice(left, right + 1).map((name) => row[name] || "").join("\t")).join("\n");
    };

    const shape = {
      fields, titles: data.titles, headers: data.headers || {}, choices: data.choices, names: data.names,
      numbers: data.numbers, shares: data.shares || [], merged: data.merged || [],
    };
    const paste = (input, pasted) => {
      const top = line(input);
      const { rows, skipped, scale, hasHeader } = pasting.rows(pasted, column(input), shape);
      if (!rows.length) {
        said.textContent = gettext("粘贴的内容里没有明细行。");
        return;
      }
      remember();
      rows.forEach((values, down) => {
        // A table with its header is whole lines; cells alone are put into those that are there.
        state.rows[top + down] = { ...(hasHeader ? empty() : state.rows[top + down] || empty()), ...values };
      });
      draw();
      const told = [gettext("粘贴了 {rows} 行").replace("{rows}", rows.length)];
      if (skipped.header) told.push(gettext("略去表头 {number} 行").replace("{number}", skipped.header));
      if (skipped.total) told.push(gettext("略去合计 {number} 行").replace("{number}", skipped.total));
      if (skipped.blank) told.push(gettext("略去空行 {number} 行").replace("{number}", skipped.blank));
      if (scale) told.push(gettext("金额已换算为元"));
      changed(`${told.join(gettext("，"))}${gettext("（Ctrl+Z 撤销）")}`);
      at(top, hasHeader ? fields[0] : input.dataset.field)?.focus();
    };

    const add = (row, values) => {
      remember();
      state.rows.splice(row, 0, values);
      state.taken.clear();
      draw();
    };

    const remove = (row, name) => {
      remember();
      state.rows.splice(row, 1);
      state.taken.clear();
      if (!state.rows.length) state.rows.push(empty());
      draw();
      at(Math.min(row, state.rows.length - 1), name)?.focus();
      changed();
    };

    box.addEventListener("focusin", (event) => {
      const input = event.target;
      if (!input.dataset.field) return;
      input.dataset.before = input.value;
      if (input.tagName === "INPUT") input.select();
    });
    box.addEventListener("click", (event) => {
      if (event.target.dataset.field && several[event.target.dataset.field] && !isWide()) ticks.open(event.target);
    });
    box.addEventListener("mousedown", (event) => {
      const input = event.target.closest("[data-field]");
      if (!input) return;
      const here = document.activeElement;
      if (event.shiftKey && here?.dataset?.field && box.contains(here)) {
        event.preventDefault();
        state.range = { from: [line(here), column(here)], to: [line(input), column(input)] };
      } else state.range = null;
      mark();
    });
    box.addEventListener("change", (event) => {
      const { row, field: name } = event.target.dataset;
      if (!name) return;
      remember();
      state.rows[row][name] = event.target.value;
      event.target.dataset.before = event.target.value;
      title(event.target);
      found.describe(event.target);
      changed();
    });
    box.addEventListener("paste", (event) => {
      const pasted = event.clipboardData.getData("text");
      if (!event.target.dataset.field) return;
      if (isWide() && !/[\t\n]/.test(pasted.replace(/\r?\n$/, ""))) {
        event.preventDefault();
        overRange((row, name) => { state.rows[row][name] = pasted.trim(); });
      } else if (/[\t\n]/.test(pasted)) {
        event.preventDefault();
        paste(event.target, pasted);
      }
    });
    for (const kind of ["copy", "cut"]) {
      box.addEventListener(kind, (event) => {
        if (!isWide()) return;
        event.preventDefault();
        event.clipboardData.setData("text/plain", text());
        if (kind === "cut") overRange((row, name) => { state.rows[row][name] = ""; });
      });
    }

    const isWhole = (input) => input.selectionStart === 0 && input.selectionEnd === input.value.length;
    box.addEventListener("keydown", (event) => {
      const input = event.target;
      const { row, field: name } = input.dataset;
      if (!name || event.isComposing) return;
      const isList = input.tagName === "SELECT";
      const isTyped = input.value !== input.dataset.before;
      const arrows = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
      const command = event.ctrlKey || event.metaKey;
      if (several[name] && ((event.altKey && event.key === "ArrowDown") || event.key === "F4")) {
        event.preventDefault();
        ticks.enter(input);
        return;
      }
      ticks.shut();
      if (arrows[event.key] && event.shiftKey && !command && (isList || isWhole(input) || isWide())) {
        event.preventDefault();
        stretch(input, ...arrows[event.key]);
        return;
      }
      if (event.key === "Delete" && command) {
        event.preventDefault();
        remove(Number(row), name);
        return;
      }
      if ((event.key === "Delete" || event.key === "Backspace") && isWide()) {
        event.preventDefault();
        overRange((line, one) => { state.rows[line][one] = ""; });
        return;
      }
      if (command && event.key.toLowerCase() === "d") {
        event.preventDefault();
        input.blur();
        state.range ??= { from: [Math.max(0, Number(row) - 1), column(input)], to: [Number(row), column(input)] };
        overRange((line, one, top) => { state.rows[line][one] = state.rows[top][one]; });
        return;
      }
      if (event.key === "Escape") {
        if (isTyped) input.value = input.dataset.before;
        else if (!isWide() && found.back()) event.preventDefault();
        state.range = null;
        mark();
        return;
      }
      // As in a spreadsheet: F2 goes into the cell's text.
      if (event.key === "F2" && !isList) {
        event.preventDefault();
        input.setSelectionRange(input.value.length, input.value.length);
        return;
      }
      const far = { Home: [-Infinity, -Infinity], End: [Infinity, Infinity] }[event.key];
      const page = { PageUp: -_PAGE, PageDown: _PAGE }[event.key];
      if ((far && command) || page) {
        event.preventDefault();
        const to = Math.max(0, Math.min(state.rows.length - 1, Number(row) + (far ? far[0] : page)));
        const side = far ? (far[1] < 0 ? fields[0] : fields.at(-1)) : name;
        state.range = null;
        mark();
        at(to, side)?.focus();
        return;
      }
      let move = null;
      if (event.key === "Enter" && !command) move = [event.shiftKey ? -1 : 1, 0];
      else if (arrows[event.key] && !event.shiftKey && !event.altKey && !command) {
        const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
        // Suggestions drop down while a code is being typed; within a text the arrows move in it.
        if (!sideways && input.list && isTyped) return;
        const edge = event.key === "ArrowLeft" ? input.selectionEnd === 0 : input.selectionStart === input.value?.length;
        if (sideways && !isList && !(isWhole(input) && !isTyped) && !edge) return;
        move = arrows[event.key];
      }
      if (!move) return;
      event.preventDefault();
      state.range = null;
      mark();
      if (Number(row) + move[0] === state.rows.length && event.key === "Enter") {
        input.blur();
        add(state.rows.length, empty());
      }
      at(Number(row) + move[0], fields[column(input) + move[1]])?.focus();
    });

    form.addEventListener("click", (event) => {
      const action = event.target.dataset?.do;
      if (action === "save") save();
      if (action === "undo") travel(state.past, state.future);
      if (action === "redo") travel(state.future, state.past);
      if (action === "add") {
        add(state.rows.length, empty());
        at(state.rows.length - 1, data.first || fields[0])?.focus();
      }
      if (action === "remove") remove(Number(event.target.dataset.row), fields[0]);
      // Rows offered elsewhere on the page, such as indicators of the library.
      if (action === "take") {
        const offered = JSON.parse(event.target.dataset.values);
        remember();
        const bare = state.rows.findIndex((row) => fields.every((name) => (row[name] || "") === (data.blank[name] || "")));
        if (bare >= 0) state.rows[bare] = { ...empty(), ...offered };
        else state.rows.push({ ...empty(), ...offered });
        draw();
        changed();
      }
    });
    for (const input of others) input.addEventListener("input", () => changed());
    form.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      const pressed = event.key.toLowerCase();
      const inside = form.contains(document.activeElement) || document.querySelectorAll("form[data-grid]").length === 1;
      if (pressed === "s" && inside) {
        event.preventDefault();
        // What is typed counts once the cell is left; whoever types goes on where they were.
        const here = document.activeElement;
        const [start, end] = here?.setSelectionRange ? [here.selectionStart, here.selectionEnd] : [];
        here?.blur();
        here?.focus();
        if (start !== undefined && start !== null) here.setSelectionRange(start, end);
        save();
      }
      // Within a text that is being typed in, undo is the browser's own.
      const own = event.target.dataset?.field && event.target.value === event.target.dataset.before;
      if (!inside || !(own || !event.target.matches("input, textarea, select"))) return;
      if (pressed === "z" || pressed === "y") {
        event.preventDefault();
        if (pressed === "y" || event.shiftKey) travel(state.future, state.past);
        else travel(state.past, state.future);
      }
    });
    for (const other of document.querySelectorAll("form[data-saved]")) {
      other.addEventListener("submit", (event) => {
        if (!state.dirty) return;
        event.preventDefault();
        delete other.dataset.sent;
        said.textContent = gettext("有改动还没有保存，请先保存再提交。");
        form.querySelector('[data-do="save"]').focus();
      });
    }
    window.addEventListener("beforeunload", (event) => {
      if (state.dirty) event.preventDefault();
    });
    draw();
    if (data.rows.length || others.some((input) => input.value)) check();
  };

  for (const form of document.querySelectorAll("form[data-grid]")) begin(form);
})();
