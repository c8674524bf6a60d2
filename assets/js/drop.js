/** A place to drop files on, around an ordinary file input that works by itself. */
export class BesideDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.output = this.querySelector("output");
    this.dataset.ready = "";
    for (const name of ["dragenter", "dragover"]) {
      this.addEventListener(name, (event) => this.over(event));
    }
    this.addEventListener("dragleave", () => delete this.dataset.over);
    this.addEventListener("drop", (event) => this.take(event));
    this.input.addEventListener("change", () => this.show());
  }

  over(event) {
    event.preventDefault();
    this.dataset.over = "";
  }

  take(event) {
    event.preventDefault();
    delete this.dataset.over;
    const files = [...event.dataTransfer.files];
    const taken = new DataTransfer();
    for (const file of this.input.multiple ? files : files.slice(0, 1)) taken.items.add(file);
    this.input.files = taken.files;
    this.show();
  }

  show() {
    const names = [...this.input.files].map((file) => file.name);
    this.output.textContent = names.length ? `Chosen: ${names.join(", ")}` : "";
  }
}
