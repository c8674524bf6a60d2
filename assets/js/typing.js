const SAME_LETTERS = new Intl.Collator(undefined, { sensitivity: "base" });
const NAME = "[name^=name-]";
const MOVES = { ArrowDown: 1, ArrowUp: -1 };

const begins = (name, typed) => SAME_LETTERS.compare(name.slice(0, typed.length), typed) === 0;
const fits = (name, typed) =>
  name.split(" ").some((_word, place, words) => begins(words.slice(place).join(" "), typed));

/**
 * A form that is typed in from paper, row by row. The start of a first or a family name finds who
 * is known; the name found stands below, the arrows go to the next of several, Escape keeps what
 * was typed. Enter goes to the next row, from an empty one to the next block, and a number ticks
 * that box of the row.
 */
export class BesideTyping extends HTMLElement {
  connectedCallback() {
    this.told = document.createElement("output");
    this.told.className = "typing__found";
    this.names = new Map([...this.querySelectorAll("[list]")].map((each) => this.takeOver(each)));
    this.show(null, []);
    this.addEventListener("input", ({ target }) => this.look(target));
    this.addEventListener("focusout", ({ target }) => this.accept(target));
    this.addEventListener("keydown", (event) => this.press(event));
  }

  takeOver(field) {
    const names = [...(field.list?.options ?? [])].map(({ value }) => value);
    field.removeAttribute("list");
    return [field, names];
  }

  look(field) {
    const typed = field.value.trim();
    const names = (typed.length > 1 && this.names.get(field)) || [];
    this.show(field, names.filter((name) => fits(name, typed)));
  }

  show(field, found, place = 0) {
    Object.assign(this, { field, found, place });
    const number = found.length > 1 ? ` · ${place + 1}/${found.length}` : "";
    this.told.textContent = found.length ? `${found[place]}${number}` : "";
    field?.after(this.told);
  }

  accept(field) {
    if (field !== this.field) return;
    if (this.found.length) field.value = this.found[this.place];
    this.show(null, []);
  }

  press(event) {
    const { key, target } = event;
    const row = target.closest("tr");
    if (!row || event.isComposing) return;
    if (key === "Enter") this.after(target, row)?.focus();
    else if (!(target.matches(NAME) ? this.choose(key) : this.tick(row, key))) return;
    event.preventDefault();
  }

  choose(key) {
    const number = this.found.length;
    if (!number || !(key in MOVES || key === "Escape")) return false;
    if (key === "Escape") this.show(null, []);
    else this.show(this.field, this.found, (this.place + MOVES[key] + number) % number);
    return true;
  }

  after(target, row) {
    const controls = [...this.querySelectorAll("input, select, button")];
    const block = target.matches(NAME) && !target.value ? row.parentNode : row;
    return controls
      .slice(controls.indexOf(target) + 1)
      .find((each) => !block.contains(each) && (each.matches(NAME) || !each.closest("tr")));
  }

  tick(row, key) {
    const box = row.querySelectorAll("[type=checkbox]")[Number(key) - 1];
    box?.click();
    return box;
  }
}
