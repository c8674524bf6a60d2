import { say } from "./live.js";

/** A button that copies the text marked `data-copy` beside it. */
export class BesideCopy extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.label = this.button.querySelector("[data-label]") ?? this.button;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const before = this.label.textContent;
    await navigator.clipboard.writeText(this.querySelector("[data-copy]").textContent.trim());
    this.label.textContent = "Copied";
    say("Copied.");
    setTimeout(() => (this.label.textContent = before), 2000);
  }
}
