/** Puts a person where they go on: at the new question, or ready to type the next name. */
export class BesideSurvey extends HTMLElement {
  connectedCallback() {
    this.screen = this.dataset.screen;
    this.typed = {};
    document.addEventListener("htmx:before:request", this);
    document.addEventListener("htmx:after:swap", this);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:before:request", this);
    document.removeEventListener("htmx:after:swap", this);
  }

  get fields() {
    return [...this.querySelectorAll("#typed, #words")];
  }

  handleEvent({ type, detail }) {
    if (detail?.ctx?.target?.id === "found") return;
    if (type === "htmx:before:request") this.remember();
    else if (this.screen === this.dataset.screen) this.ready();
    else this.begin();
    this.screen = this.dataset.screen;
  }

  remember() {
    this.typed = Object.fromEntries(this.fields.map(({ id, value }) => [id, value]));
  }

  begin() {
    const heading = this.querySelector("h1");
    window.scrollTo(0, 0);
    document.title = document.title.replace(/^.* – /, `${heading.textContent} – `);
    heading.tabIndex = -1;
    heading.focus();
  }

  /** Empties what was just sent, never what somebody has begun to type since. */
  ready() {
    if (this.querySelector(".error-summary")) return;
    for (const field of this.fields) if (field.value === this.typed[field.id]) field.value = "";
    if (document.activeElement === document.body) this.fields[0]?.focus();
  }
}
