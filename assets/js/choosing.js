/** Keeps a person where they pressed: at the same button, or at what came in its place. */
export class BesideChoosing extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this, true);
    this.addEventListener("change", this, true);
    document.addEventListener("htmx:after:swap", this);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
  }

  get rows() {
    return [...this.querySelectorAll(".ranked__row")];
  }

  handleEvent({ type, target, submitter }) {
    if (type === "submit") this.note(submitter);
    else if (type === "change" && target.dataset.session) this.choose(target);
    else if (type === "htmx:after:swap") this.stay();
  }

  choose(select) {
    select.form.querySelector("[type=hidden][name=purpose]").value = select.dataset.session;
    this.pressed = null;
  }

  note(button) {
    const place = this.rows.indexOf(button?.closest(".ranked__row"));
    this.pressed = button && { what: button.name, session: button.value, place };
  }

  stay() {
    if (!this.pressed) return;
    const { what, session, place } = this.pressed;
    const other = { up: "down", down: "up", add: "on" }[what];
    const found = [what, other].map((each) => document.getElementById(`${each}-${session}`));
    const instead = this.rows[place] ?? this.rows.at(-1) ?? this.querySelector("#list-title");
    (found.find((each) => each && !each.disabled) ?? instead).focus();
  }
}
