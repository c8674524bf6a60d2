/** A button that prints the page; without a script the browser's own menu does it. */
export class BesidePrint extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
