// What was copied from a spreadsheet, as rows of a grid: headers, units, totals and blank rows are told from lines.
const pasting = (() => {
  // A cell's text may hold tabs and breaks when it stands in quotes, as spreadsheets copy it.
  const cells = (pasted) => {
    const rows = [[""]];
    let quoted = false;
    const source = pasted.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let place = 0; place < source.length; place++) {
      const sign = source[place];
      const row = rows.at(-1);
      if (quoted) {
        if (sign !== '"') row[row.length - 1] += sign;
        else if (source[place + 1] === '"') { row[row.length - 1] += '"'; place++; } else quoted = false;
      } else if (sign === '"' && row.at(-1) === "") quoted = true;
      else if (sign === "\t") row.push("");
      else if (sign === "\n") rows.push([""]);
      else row[row.length - 1] += sign;
    }
    return rows.map((row) => row.map((text) => text.replace(/\s*\n\s*/g, "").trim()));
  };

  const bare = (text) => text.normalize("NFKC").replace(/[\s*]/g, "");
  const name = (text) => bare(text).replace(/\(.*?\)/g, "");
  const UNITS = { 元: 0, 千元: 3, 万元: 4, 亿元: 8 };
  const UNIT = /(亿元|万元|千元|元)/;
  const TOTAL = /^(合计|总计|小计|本页合计|累计)$/;

  // A number times a power of ten, digit by digit: amounts are never floats.
  const shifted = (text, places) => {
    if (!places || !/^-?\d+(\.\d+)?$/.test(text)) return text;
    const sign = text.startsWith("-") ? "-" : "";
    const [whole, fraction = ""] = text.replace("-", "").split(".");
    const digits = whole + fraction.padEnd(places, "0");
    const at = whole.length + places;
    const left = digits.slice(0, at).replace(/^0+(?=\d)/, "");
    const right = digits.slice(at).replace(/0+$/, "");
    return sign + left + (right ? `.${right}` : "");
  };

  // A percentage is a number only where a column is of them: half of an amount is no amount.
  const number = (text, places, isShare = false) => {
    let plain = bare(text).replace(/^[¥￥]/, "").replace(/(?<=\d),(?=\d{3}(?!\d))/g, "");
    if (/^\(\d[\d.]*\)$/.test(plain)) plain = `-${plain.slice(1, -1)}`;
    if (/^[-—–]+$/.test(plain)) return "";
    const unit = plain.match(/^(-?\d+(?:\.\d+)?)(亿元|万元|千元|元)$/);
    if (unit) return shifted(unit[1], UNITS[unit[2]]);
    if (isShare) plain = plain.replace(/%$/, "");
    return shifted(plain, places);
  };

  // A code may stand before its name, or the name alone where only one code has it.
  const code = (text, known) => {
    const plain = text.normalize("NFKC").trim();
    const lead = plain.match(/^(\d{3,})(?=\D|$)/);
    if (lead) return lead[1];
    const found = Object.entries(known).filter(([, title]) => title && bare(title) === bare(plain));
    return found.length === 1 ? found[0][0] : text;
  };

  const chosen = (text, words) => words.find((word) => bare(word) === bare(text)) || text;

  // The field of each column, and the unit of its amounts, where a row is a header.
  const header = (row, grid) => {
    const titles = grid.fields.map((field) => [name(grid.headers[field] || grid.titles[field]), field]);
    const found = row.map((text) => titles.find(([title]) => text && title === name(text))?.[1] || null);
    const told = found.filter(Boolean).length;
    if (told < 2 || told * 2 < row.filter(Boolean).length) return null;
    return { columns: found, places: row.map((text) => UNITS[bare(text).match(UNIT)?.[1]] || 0) };
  };

  const value = (text, field, places, grid) => {
    if (!text) return "";
    if (grid.numbers.includes(field)) return number(text, places, grid.shares.includes(field));
    if (grid.choices[field]) return chosen(text, grid.choices[field]);
    const known = grid.names[field];
    return known && Object.keys(known).some((one) => /^\d+$/.test(one)) ? code(text, known) : text;
  };

  // ``grid`` has fields, titles, headers (as workbooks have them), choices, names, numbers, which of these are shares, and
  // ``merged``: fields whose cells spreadsheets merge over several rows. Rows stand as objects; ``skipped`` says what was left out.
  const rows = (pasted, first, grid) => {
    const made = [];
    const skipped = { header: 0, blank: 0, total: 0 };
    let columns = grid.fields.slice(first);
    let places = [];
    let whole = 0;
    let hasHeader = false;
    for (const row of cells(pasted)) {
      const filled = row.filter(Boolean);
      if (!filled.length) { skipped.blank++; continue; }
      const unit = filled.length <= 2 && bare(filled.at(-1)).match(/^(?:金额)?单位[:：](?:人民币)?(亿元|万元|千元|元)$/);
      if (unit) { whole = UNITS[unit[1]]; skipped.header++; continue; }
      const head = header(row, grid);
      if (head) {
        ({ columns, places } = head);
        hasHeader = true;
        skipped.header++;
        continue;
      }
      if (filled.length === 1 && !hasHeader && row.length > 2 && cells(pasted).length > 1) { skipped.header++; continue; }
      if (row.some((text) => TOTAL.test(bare(text)))) { skipped.total++; continue; }
      const line = {};
      row.forEach((text, at) => {
        const field = columns[at];
        if (field) line[field] = value(text, field, (places[at] || 0) || (grid.numbers.includes(field) ? whole : 0), grid);
      });
      const above = made.at(-1);
      if (hasHeader && above) {
        for (const field of grid.merged) if (line[field] === "" && above[field]) line[field] = above[field];
      }
      made.push(line);
    }
    const scale = Math.max(whole, ...places, 0);
    return { rows: made, skipped, scale, hasHeader };
  };

  return { rows, number, shifted };
})();
