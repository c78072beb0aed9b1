// The demo's panel, kept up to date. Without this script it is up to date at every page.
"use strict";
(() => {
  const folds = (root) => [...root.querySelectorAll("details[data-key]")];
  const keys = (root) => folds(root).map((one) => one.dataset.key);
  const find = (root, key) => folds(root).find((one) => one.dataset.key === key);

  function held(list) {
    const inside = list.contains(document.activeElement) ? document.activeElement : null;
    const fold = inside && (inside.closest("details") || inside.closest("li").querySelector("details"));
    return inside && { key: fold.dataset.key, link: inside.tagName === "A" };
  }

  function put(list, fresh) {
    const focus = held(list);
    for (const one of folds(list).filter((one) => one.open)) {
      const same = find(fresh, one.dataset.key);
      if (same) same.open = true;
    }
    list.replaceWith(fresh);
    const again = focus && find(fresh, focus.key);
    if (again) (focus.link && again.nextElementSibling ? again.nextElementSibling : again.firstElementChild).focus();
  }

  async function look() {
    const list = document.getElementById("panel-list");
    if (!list || document.hidden) return;
    const answer = await fetch(document.getElementById("panel").dataset.from).catch(() => null);
    if (!answer || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("panel-list");
    if (!fresh || keys(fresh).join() === keys(list).join()) return;
    const known = new Set([...keys(list), "earlier", "redrawn"]);
    const news = keys(fresh).filter((key) => !known.has(key)).length;
    put(list, document.adoptNode(fresh));
    if (news) document.getElementById("panel-news").textContent = news === 1 ? "One message went out." : `${news} messages went out.`;
  }

  setInterval(look, 3000);
})();
