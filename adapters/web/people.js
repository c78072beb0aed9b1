// Somebody is found as one types. Without this script the button beside the box does the same, page by page.
"use strict";
(() => {
  const WAIT = 200;
  let number = 0;

  const made = (tag, words, more) => Object.assign(document.createElement(tag), { textContent: words }, more);

  for (const field of document.querySelectorAll("fieldset.people[data-find]")) {
    const box = field.querySelector(".seek input");
    const chosen = field.querySelector("ul.added");
    const name = field.querySelector("input[type=hidden]").name;
    const several = name.startsWith("m.");
    const list = made("ul", "", { id: `people-${(number += 1)}`, className: "matches", hidden: true });
    const told = made("p", "", { className: "hidden" });
    let options = [], active = -1, timer = 0, asked = null;

    told.setAttribute("role", "status");
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.querySelector("legend").textContent.trim());
    for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
      box.setAttribute(key, value);
    }
    field.querySelector(".seek").append(list, told);

    function close() {
      list.hidden = true;
      active = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function mark(to) {
      const rows = [...list.children];
      if (!rows.length) return;
      active = (to + rows.length) % rows.length;
      rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === active)));
      rows[active].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", rows[active].id);
    }

    function add(option) {
      if (option.barred) return;
      const there = [...field.querySelectorAll("ul.added input")].some((one) => one.value === option.value);
      if (!several) chosen.replaceChildren();
      if (!several || !there) {
        const line = document.createElement("li"), said = document.createElement("span");
        const kept = made("input", "", { type: "hidden", name, value: option.value });
        const away = made("button", "Remove", { type: "button", className: "button quiet" });
        away.append(made("span", ` ${option.label}`, { className: "hidden" }));
        said.append(made("strong", option.label), " ", made("span", option.hint, { className: "hint" }));
        line.append(kept, said, away);
        chosen.append(line);
        if (!several) for (const one of field.querySelectorAll(".choices input")) one.checked = false;
      }
      chosen.hidden = false;
      told.textContent = `${option.label} is added.`;
      box.value = "";
      close();
      box.focus();
    }

    function show(found) {
      options = found.options;
      list.replaceChildren(...options.map((option, at) => {
        const row = made("li", "", { id: `${list.id}-${at}` });
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        if (option.barred) row.setAttribute("aria-disabled", "true");
        const more = option.barred ? `cannot be chosen: ${option.barred}` : option.hint;
        row.append(made("strong", option.label), " ", made("span", more, { className: "hint" }));
        row.addEventListener("mousedown", (event) => event.preventDefault());
        row.addEventListener("click", () => add(option));
        return row;
      }));
      active = -1;
      list.hidden = !options.length;
      box.setAttribute("aria-expanded", String(!list.hidden));
      box.removeAttribute("aria-activedescendant");
      const rest = found.more ? `, and ${found.more} more. Type more of the name.` : ".";
      told.textContent = options.length ? `${options.length} found${rest}` : `Nobody is found by “${box.value}”.`;
    }

    async function ask() {
      if (asked) asked.abort();
      asked = new AbortController();
      const words = box.value;
      if (!words.trim()) return close();
      const answer = await fetch(`${field.dataset.find}?q=${encodeURIComponent(words)}`, { signal: asked.signal }).catch(() => null);
      if (!answer || !answer.ok || words !== box.value) return;
      show(await answer.json());
    }

    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    box.addEventListener("blur", () => setTimeout(close, WAIT));
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && list.hidden) ask();
      else if (event.key === "ArrowDown") mark(active + 1);
      else if (event.key === "ArrowUp" && !list.hidden) mark(active < 0 ? -1 : active - 1);
      else if (event.key === "Enter" && active >= 0) add(options[active]);
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    });
    chosen.addEventListener("click", (event) => {
      const away = event.target.closest("button");
      if (!away) return;
      event.preventDefault();
      told.textContent = `${away.parentElement.querySelector("strong").textContent} is removed.`;
      away.parentElement.remove();
      chosen.hidden = !chosen.children.length;
      box.focus();
    });
  }
})();
