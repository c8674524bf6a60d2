const PING = 60_000;

/** A page of somebody who is signed in: locked when nobody touches it, kept awake while they type. */
export class BesideIdle extends HTMLElement {
  connectedCallback() {
    this.touched = this.told = Date.now();
    this.leaving = new AbortController();
    for (const kind of ["keydown", "input", "pointerdown", "scroll"]) {
      addEventListener(kind, () => this.touch(), { signal: this.leaving.signal, passive: true });
    }
    this.timer = setInterval(() => this.look(), 5_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.leaving.abort();
  }

  touch() {
    this.touched = Date.now();
    if (this.touched - this.told < PING) return;
    this.told = this.touched;
    const headers = { "X-CSRFToken": this.dataset.token };
    fetch("/you/here/", { method: "POST", headers }).catch(() => {});
  }

  lock() {
    clearInterval(this.timer);
    location.assign(`/you/locked/?back=${encodeURIComponent(location.pathname + location.search)}`);
  }

  look() {
    if (document.querySelector("[hx-trigger*='every']:not([data-unnoticed])")) return;
    if (Date.now() - this.touched > Number(this.dataset.minutes) * 60_000) this.lock();
  }
}
