import { onPageKey } from "./keys.js";
import { say } from "./live.js";

/** A button, and the key h, that hide every pupil's name on this page and show it again. */
export class BesideHideNames extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.show();
    this.button.addEventListener("click", () => this.toggle(), { signal: this.leaving.signal });
    onPageKey("h", () => this.toggle(), this.leaving.signal);
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  get areHidden() {
    return document.documentElement.dataset.names === "hidden";
  }

  toggle() {
    if (this.areHidden) delete document.documentElement.dataset.names;
    else document.documentElement.dataset.names = "hidden";
    this.show();
    say(this.areHidden ? "Names are hidden." : "Names are shown.");
  }

  show() {
    this.button.setAttribute("aria-pressed", String(this.areHidden));
  }
}
