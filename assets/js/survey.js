/** Puts a person where they go on: at the new question, or ready to type the next name. */
export class BesideSurvey extends HTMLElement {
  connectedCallback() {
    this.screen = this.dataset.screen;
    document.addEventListener("htmx:after:swap", this);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
  }

  handleEvent({ detail }) {
    if (detail?.ctx?.target?.id === "found") return;
    if (this.screen === this.dataset.screen) this.ready();
    else this.begin();
    this.screen = this.dataset.screen;
  }

  begin() {
    window.scrollTo(0, 0);
    document.title = document.title.replace(/^.* – /, `${this.querySelector("h1").textContent} – `);
    this.querySelector("h1").focus();
  }

  ready() {
    const fields = this.querySelectorAll("#typed, #words");
    for (const field of fields) field.value = "";
    if (document.activeElement === document.body) fields[0]?.focus();
  }
}
