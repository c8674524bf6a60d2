import { isTyping } from "./keys.js";
import { say } from "./live.js";
import { SaveQueue, post } from "./saving.js";

const CHIPS = {
  1: "face",
  2: "personal",
  3: "family",
  4: "learning",
  5: "trusted",
  t: "trusted",
  0: "none",
};
const MOVES = { ArrowDown: 1, Enter: 1, " ": 1, j: 1, ArrowUp: -1, k: -1 };
const ROW_WORDS = {
  saving: "Saving",
  saved: "Saved",
  waiting: "Not saved yet, trying again",
  refused: "Not saved",
};
const SIGNED_OUT =
  "This could not be saved. You may have been signed out: sign in again in another tab, then make any change here.";

const ROW = "[data-pupil]";
const CONTROLS = "input, a, button";

/**
 * The list an adult marks in a staff meeting: keys for everything, each row saved as it changes.
 *
 * `action-url` takes a POST of `pupil`, `knows` (repeated: face, personal, family, learning,
 * trusted; none of them means "looked at, not yet known") or, after an undo, `clear=1`.
 * Without a script the form around it sends `p-<pupil>` for every chip.
 */
export class BesideMarks extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.history = [];
    this.failing = new Set();
    this.queue = new SaveQueue({
      send: (body) => this.send(body),
      tell: (pupil, state) => this.tell(pupil, state),
    });
    this.listen();
    this.dataset.ready = "";
    for (const row of this.rows) this.reach(row, false);
    this.activate(this.rows.find((row) => !("looked" in row.dataset)) ?? this.rows[0]);
    this.count();
  }

  listen() {
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("change", (event) => this.changed(event));
    this.addEventListener("focusin", (event) => this.activate(event.target.closest(ROW)));
    this.form.addEventListener("submit", () => (this.isSubmitting = true));
    window.addEventListener("online", () => this.queue.resume());
    window.addEventListener("beforeunload", (event) => {
      if (this.queue.size && !this.isSubmitting) event.preventDefault();
    });
  }

  get rows() {
    return [...this.querySelectorAll(ROW)];
  }

  get shown() {
    return this.rows.filter((row) => !row.closest("[hidden]"));
  }

  chips(row) {
    return [...row.querySelectorAll("input[type=checkbox]")];
  }

  marks(row) {
    return this.chips(row).filter((chip) => chip.checked).map((chip) => chip.value);
  }

  activate(row) {
    if (!row || row === this.active) return;
    if (this.active) this.reach(this.active, false);
    this.active = row;
    this.reach(row, true);
  }

  /** Only the active row takes part in the Tab order, so that Tab leaves a list of 200 at once. */
  reach(row, isActive) {
    row.toggleAttribute("data-active", isActive);
    row.tabIndex = isActive ? 0 : -1;
    for (const control of row.querySelectorAll(CONTROLS)) control.tabIndex = isActive ? 0 : -1;
  }

  press(event) {
    if (event.key === "Enter" && event.target.matches("beside-filter input")) {
      event.preventDefault();
      this.goTo(this.shown[0]);
      return;
    }
    if (isTyping(event) || !event.target.closest(ROW)) return;
    if (this.act(event)) event.preventDefault();
  }

  act(event) {
    const { key, target } = event;
    if (target.matches("a, button") && (key === "Enter" || key === " ")) return false;
    if (target.matches("input") && key === " ") return false;
    if (key in CHIPS) return this.flip(CHIPS[key]);
    if (key in MOVES) return this.move(MOVES[key]);
    if (key === "u") return this.undo();
    if (key === "s") return this.search();
    return false;
  }

  flip(value) {
    this.chips(this.active).find((chip) => chip.value === value)?.click();
    return true;
  }

  move(step) {
    if (step > 0 && !("looked" in this.active.dataset)) this.look(this.active, this.marks(this.active));
    const shown = this.shown;
    this.goTo(shown[shown.indexOf(this.active) + step]);
    return true;
  }

  search() {
    this.querySelector("beside-filter input").select();
    return true;
  }

  goTo(row) {
    if (!row) return;
    this.activate(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  changed(event) {
    const row = event.target.closest(ROW);
    if (!row) return;
    const value = event.target.value;
    const before = this.marks(row).filter((mark) => mark !== value);
    if (!event.target.checked) before.push(value);
    this.settle(row, event.target);
    this.look(row, before);
  }

  settle(row, chip) {
    if (!chip.checked) return;
    const clash = (other) => (chip.value === "none") !== (other.value === "none");
    for (const other of this.chips(row)) if (clash(other)) other.checked = false;
  }

  look(row, before) {
    this.history.push({ row, marks: before, looked: "looked" in row.dataset });
    row.dataset.looked = "";
    this.save(row);
  }

  undo() {
    const last = this.history.pop();
    if (!last) {
      say("There is nothing to undo.");
      return true;
    }
    for (const chip of this.chips(last.row)) chip.checked = last.marks.includes(chip.value);
    last.row.toggleAttribute("data-looked", last.looked);
    this.save(last.row);
    this.goTo(last.row);
    return true;
  }

  save(row) {
    const body = new URLSearchParams({ pupil: row.dataset.pupil });
    for (const mark of this.marks(row)) if (mark !== "none") body.append("knows", mark);
    if (!("looked" in row.dataset)) body.append("clear", "1");
    this.queue.put(row.dataset.pupil, body);
    this.count();
  }

  send(body) {
    return post(this.getAttribute("action-url"), body, this.form);
  }

  tell(pupil, state) {
    const row = this.querySelector(`[data-pupil="${CSS.escape(pupil)}"]`);
    row.dataset.save = state === "refused" ? "waiting" : state;
    row.querySelector("[data-saved]").textContent = ROW_WORDS[state];
    if (state === "saved") this.failing.delete(pupil);
    if (state === "waiting" || state === "refused") this.failing.add(pupil);
    this.sum(state === "refused");
  }

  sum(isRefused) {
    const bar = this.querySelector("[data-all-saved]");
    bar.dataset.state = this.failing.size ? "waiting" : "saved";
    if (isRefused) bar.textContent = SIGNED_OUT;
    else if (this.failing.size) bar.textContent = `${this.queue.size} not saved yet, trying again`;
    else bar.textContent = this.queue.size ? "Saving" : "All saved";
  }

  count() {
    const elsewhere = Number(this.getAttribute("looked-elsewhere"));
    const looked = this.querySelectorAll(`${ROW}[data-looked]`).length + elsewhere;
    this.querySelector("[data-looked-count]").textContent = looked;
    this.querySelector("progress").value = looked;
  }
}
