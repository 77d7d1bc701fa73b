// Search in the pages: nothing is sent anywhere, the index is loaded when somebody begins to type.
(() => {
  "use strict";
  const form = document.querySelector("form[role=search]");
  if (!form) return;
  const input = form.querySelector("input");
  const results = form.querySelector(".results");
  const most = 50;
  form.hidden = false;

  let loading = null;
  const load = () => {
    loading ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = "search-index.js";
      script.addEventListener("load", () => resolve(window.goujiIndex || []));
      script.addEventListener("error", () => resolve([]));
      document.head.append(script);
    });
    return loading;
  };

  const marked = (text, words) => {
    const line = document.createElement("span");
    const lower = text.toLowerCase();
    const first = Math.min(...words.map((word) => lower.indexOf(word)).filter((at) => at >= 0));
    const start = Math.max(0, first - 24);
    let at = start;
    if (start > 0) line.append("…");
    const end = Math.min(text.length, start + 110);
    while (at < end) {
      const next = words
        .map((word) => [lower.indexOf(word, at), word.length])
        .filter(([found]) => found >= 0 && found < end)
        .sort((a, b) => a[0] - b[0])[0];
      if (!next) break;
      line.append(text.slice(at, next[0]));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next[0], next[0] + next[1]);
      line.append(mark);
      at = next[0] + next[1];
    }
    line.append(text.slice(at, end) + (end < text.length ? "…" : ""));
    return line;
  };

  const show = (entries) => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.replaceChildren();
    results.hidden = !words.length;
    if (!words.length) return;
    const found = entries.filter(([, , , text]) => words.every((word) => text.toLowerCase().includes(word)));
    const summary = document.createElement("p");
    summary.textContent = found.length
      ? `找到 ${found.length} 处${found.length > most ? `，显示前 ${most} 处` : ""}`
      : "没有找到，请换一个词。";
    results.append(summary);
    for (const [file, anchor, title, text] of found.slice(0, most)) {
      const link = document.createElement("a");
      link.href = `${file}#${anchor}`;
      const where = document.createElement("small");
      where.textContent = title;
      link.append(marked(text, words), where);
      results.append(link);
    }
  };

  input.addEventListener("focus", load);
  input.addEventListener("input", () => load().then(show));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  form.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      results.hidden = true;
      input.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : input).focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target) || event.target.closest(".results a")) results.hidden = true;
  });
})();
