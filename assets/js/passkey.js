/** A form that sends what a passkey answers: `data-do` is `create` or `get`. */
export class BesidePasskey extends HTMLElement {
  connectedCallback() {
    const parse = globalThis.PublicKeyCredential?.[PARSERS[this.dataset.do]];
    if (!parse) return;
    this.form = this.querySelector("form");
    this.querySelector("button").hidden = false;
    this.querySelector("[data-without]").hidden = true;
    this.form.addEventListener("submit", (event) => this.ask(event));
  }

  async ask(event) {
    if (this.form.elements.credential.value) return;
    event.preventDefault();
    try {
      this.form.elements.credential.value = JSON.stringify(await this.answer());
      this.form.submit();
    } catch {
      this.querySelector("[data-without]").hidden = false;
    }
  }

  async answer() {
    const given = JSON.parse(this.dataset.options).publicKey;
    const publicKey = PublicKeyCredential[PARSERS[this.dataset.do]](given);
    return (await navigator.credentials[this.dataset.do]({ publicKey })).toJSON();
  }
}

const PARSERS = { create: "parseCreationOptionsFromJSON", get: "parseRequestOptionsFromJSON" };
