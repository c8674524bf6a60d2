const SAME_LETTERS = new Intl.Collator(undefined, { sensitivity: "base" });
const NAME = "[name^=name-]";

/**
 * A form that is typed in from paper, row by row: a name that is known fills itself in, Enter goes
 * to the next row (from an empty one to the next block), and a number ticks that box of the row.
 */
export class BesideTyping extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => this.complete(event));
    this.addEventListener("keydown", (event) => this.press(event));
  }

  /** The rest of the name stands there selected, so that whoever types on types over it. */
  complete({ target, inputType }) {
    const typed = target.value;
    if (!target.list || inputType !== "insertText" || target.selectionEnd < typed.length) return;
    const found = [...target.list.options].find(
      ({ value }) => SAME_LETTERS.compare(value.slice(0, typed.length), typed) === 0,
    );
    if (!found) return;
    target.value = found.value;
    target.setSelectionRange(typed.length, found.value.length);
  }

  press(event) {
    const { key, target } = event;
    const row = target.closest("tr");
    if (!row || event.isComposing) return;
    if (key === "Enter") this.after(target, row)?.focus();
    else if (target.matches(NAME) || !this.tick(row, key)) return;
    event.preventDefault();
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
