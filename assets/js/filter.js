import { onPageKey } from "./keys.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * A search box that keeps only the rows holding every word typed; accents do not matter.
 *
 * Attributes: `for`, the ids of tables or lists; `key`, the key that moves to the box (`/`).
 */
export class BesideFilter extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    this.input = this.querySelector("input");
    this.output = this.querySelector("output");
    this.hidden = false;
    this.input.addEventListener("input", () => this.apply(), { signal: this.leaving.signal });
    this.input.addEventListener("keydown", (event) => this.press(event));
    onPageKey(this.getAttribute("key") ?? "/", () => this.input.select(), this.leaving.signal);
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  get rows() {
    const lists = this.getAttribute("for").split(" ").map((id) => document.getElementById(id));
    return lists.flatMap((list) => [...list.querySelectorAll(":scope > li, :scope > tbody > tr")]);
  }

  press(event) {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape") this.clear();
  }

  clear() {
    this.input.value = "";
    this.apply();
  }

  apply() {
    const words = plain(this.input.value).split(/\s+/).filter(Boolean);
    const rows = this.rows;
    for (const row of rows) {
      const text = plain(row.dataset.filter ?? row.textContent);
      row.hidden = !words.every((word) => text.includes(word));
    }
    const left = rows.filter((row) => !row.hidden).length;
    this.output.textContent = words.length ? `${left} of ${rows.length} shown` : "";
  }
}
