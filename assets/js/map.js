import htmx from "htmx.org/dist/htmx.esm.js";

import { say } from "./live.js";
import { SaveQueue, post } from "./saving.js";

const PERSON = "[data-key]";
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/**
 * People in three rings, moved by keyboard, mouse or thumb; each move is saved as it is made.
 *
 * `action-url` takes a POST of `key` and `ring` (1 to 3) and answers with the rings drawn anew.
 * Without it the picture is for looking at. Words come as `data-said`, `-waiting` and `-refused`,
 * with `{who}` and `{ring}` in them.
 */
export class BesideMap extends HTMLElement {
  connectedCallback() {
    if (this.queue || !this.hasAttribute("action-url")) return;
    this.moved = new Map();
    this.queue = new SaveQueue({
      send: (body) => this.send(body),
      tell: (key, state) => this.tell(key, state),
    });
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("change", (event) => this.choose(event.target));
    window.addEventListener("online", () => this.queue.resume());
    window.addEventListener("beforeunload", (event) => {
      if (this.queue.size) event.preventDefault();
    });
    this.arm(this);
  }

  /** Make buttons of the people in this picture, or in one on its way to replace it. */
  arm(map) {
    map.dataset.ready = "";
    for (const person of map.querySelectorAll(PERSON)) {
      person.setAttribute("role", "button");
      person.setAttribute("tabindex", "0");
      person.setAttribute("aria-pressed", String(person.dataset.key === this.selected));
    }
    map.querySelector("[data-panel]").hidden = !this.selected;
    const name = this.person(this.selected)?.dataset.name;
    map.querySelector("legend").textContent = this.dataset.asks.replace("{who}", name);
  }

  person(key) {
    return key ? this.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  }

  ring(person) {
    return this.moved.get(person.dataset.key) ?? Number(person.dataset.at);
  }

  select(key) {
    this.selected = key;
    this.arm(this);
    if (key) this.querySelector(`[data-panel] [value="${this.ring(this.person(key))}"]`).checked = true;
  }

  open(person) {
    this.select(person.dataset.key);
    this.querySelector("[data-panel] :checked").focus();
  }

  close() {
    const person = this.person(this.selected);
    this.select();
    person?.focus({ preventScroll: true });
  }

  press(event) {
    const { key, target } = event;
    const person = target.closest(PERSON);
    if (key === "Escape" && this.selected) this.close();
    else if (person && (key === "Enter" || key === " ")) this.open(person);
    else if (person && key in STEPS) this.move(person, this.ring(person) + STEPS[key]);
    else return;
    event.preventDefault();
  }

  click(event) {
    if (event.target.closest("[data-close]")) return this.close();
    const person = this.under(event);
    if (person && !event.detail) return this.open(person);
    if (person) return this.select(person.dataset.key === this.selected ? undefined : person.dataset.key);
    const { ring } = event.target.dataset;
    if (ring && this.selected) this.put(ring);
  }

  /** The person tapped: where two are near, the one whose middle is nearest. */
  under({ clientX, clientY, target }) {
    const far = (person) => {
      const box = person.querySelector(".person__seat").getBoundingClientRect();
      return Math.hypot(box.x + box.width / 2 - clientX, box.y + box.height / 2 - clientY);
    };
    if (!target.matches(".person__reach")) return target.closest(PERSON);
    const near = document.elementsFromPoint(clientX, clientY).map((shape) => shape.closest(PERSON));
    return near.filter(Boolean).sort((one, other) => far(one) - far(other))[0];
  }

  choose(radio) {
    if (radio.matches(":focus-visible")) this.move(this.person(this.selected), Number(radio.value));
    else this.put(radio.value);
  }

  put(ring) {
    const person = this.person(this.selected);
    this.close();
    this.move(person, Number(ring));
  }

  move(person, ring) {
    const { key } = person.dataset;
    if (ring === this.ring(person) || ring < 1 || ring > 3) return this.say("said", person);
    this.moved.set(key, ring);
    this.queue.put(key, new URLSearchParams({ key, ring }));
  }

  async send(body) {
    const response = await post(this.getAttribute("action-url"), body, this);
    this.answer = await response.clone().text();
    return response;
  }

  async tell(key, state) {
    const person = this.person(key);
    person.toggleAttribute("data-unsaved", state === "waiting");
    if (state === "saving") return;
    if (state === "refused") this.putBack(key);
    if (state === "saved" && !this.queue.size) await this.redraw(this.answer);
    if (this.selected) this.select(this.selected);
    this.say(state === "saved" ? "said" : state, this.person(key));
  }

  putBack(key) {
    this.moved.delete(key);
    this.queue.forget(key);
  }

  /** Taken in already armed, so that nobody stops being a button and focus stays. */
  async redraw(text) {
    this.moved.clear();
    const page = document.createElement("template");
    page.innerHTML = text;
    this.arm(page.content.querySelector("beside-map"));
    await htmx.swap({ text: page.innerHTML, target: this, sourceElement: this, swap: "outerMorph" });
  }

  say(what, person) {
    const ring = this.querySelector(`[data-ring="${this.ring(person)}"]`).dataset.words;
    const words = this.dataset[what].replace("{who}", person.dataset.name).replace("{ring}", ring);
    const told = this.querySelector("[data-told]");
    told.hidden = what === "said";
    told.textContent = told.hidden ? "" : words;
    say(words);
  }
}
