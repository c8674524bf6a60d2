/** A form that is sent by itself, once; without a script its button sends it. */
export class BesideBrought extends HTMLElement {
  connectedCallback() {
    this.querySelector("form").requestSubmit();
  }
}
