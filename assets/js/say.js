/** Whether words can be read aloud here; the style sheet shows the buttons only then. */
document.documentElement.toggleAttribute("data-speaks", "speechSynthesis" in window);

/** Reads words of the page aloud when the button inside is pressed. */
export class BesideSay extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => this.say());
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
