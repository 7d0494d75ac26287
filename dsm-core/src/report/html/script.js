
"use strict";
(() => {
  const langs = [...document.querySelectorAll("input.lang")];
  const chosen = () => {
    const lang = langs.find((one) => one.checked);
    const part = lang && document.querySelector("div.of." + lang.value);
    if (!part) return;
    document.documentElement.lang = lang.value;
    document.title = part.dataset.title;
  };
  langs.forEach((one) => one.addEventListener("change", chosen));
  chosen();

  const figure = (cell, lang) => {
    const text = cell.textContent.replace(/[\s\u00a0]/g, "").replace("\u2212", "-");
    const plain = lang === "ru" ? text.replace(",", ".") : text.replace(/,/g, "");
    const found = plain.match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };

  for (const part of document.querySelectorAll("div.of")) {
    const lang = part.lang;
    const collator = new Intl.Collator(lang, { numeric: true });
    for (const table of part.querySelectorAll("table")) {
      const body = table.tBodies[0];
      const rows = [...body.rows];
      if (rows.length < 3) continue;
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.title = part.dataset.sort;
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const up = head.getAttribute("aria-sort") === (head.className ? "ascending" : "descending");
          const upward = head.className ? !up : up;
          for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", upward ? "ascending" : "descending");
          body.classList.add("sorted");
          const key = (row) => row.cells[column];
          const by = (a, b) => {
            if (head.className) return collator.compare(key(a).textContent, key(b).textContent) * (upward ? 1 : -1);
            const x = figure(key(a), lang), y = figure(key(b), lang);
            if (x === null || y === null) return (x === null) - (y === null);
            return (x - y) * (upward ? 1 : -1);
          };
          const total = (row) => row.classList.contains("total");
          const sorted = [...rows].sort((a, b) => total(a) - total(b) || by(a, b) || rows.indexOf(a) - rows.indexOf(b));
          body.append(...sorted);
        });
      });
      if (rows.length < 8) continue;
      const tools = document.createElement("p");
      tools.className = "tools";
      const words = document.createElement("label");
      words.append(part.dataset.filter + ": ");
      const field = document.createElement("input");
      field.type = "search";
      words.append(field);
      const shown = document.createElement("output");
      tools.append(words, " ", shown);
      table.parentNode.before(tools);
      const say = () => {
        const wanted = field.value.trim().toLocaleLowerCase(lang);
        body.classList.toggle("sorted", wanted !== "" || body.classList.contains("sorted"));
        for (const row of rows) {
          const names = [...row.cells].filter((cell) => cell.tagName === "TH").map((cell) => cell.textContent);
          row.hidden = wanted !== "" && !names.join(" ").toLocaleLowerCase(lang).includes(wanted);
        }
        const left = rows.filter((row) => !row.hidden).length;
        shown.textContent = wanted === "" ? "" : part.dataset.rows.replace("{shown}", left).replace("{all}", rows.length);
      };
      field.addEventListener("input", say);
    }
  }
})();
