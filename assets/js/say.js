/** A button that reads words of the page aloud, where the browser can. */
export class BesideSay extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--quiet";
    button.textContent = this.getAttribute("label");
    button.addEventListener("click", () => this.say());
    this.replaceChildren(button);
  }

  disconnectedCallback() {
    window.speechSynthesis?.cancel();
  }

  say() {
    const form = document.getElementById(this.getAttribute("for")).closest("fieldset");
    const words = [...form.querySelectorAll("h1, .choice, .chip")].map((each) =>
      each.textContent.trim(),
    );
    const spoken = new SpeechSynthesisUtterance(words.join(". "));
    spoken.lang = document.documentElement.lang;
    spoken.rate = 0.9;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(spoken);
  }
}
