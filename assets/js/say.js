/** A voice of this computer: others send what they say to a firm, and here it may be a name. */
function ownVoice() {
  const language = document.documentElement.lang.split("-")[0];
  const voices = window.speechSynthesis.getVoices();
  return voices.find((voice) => voice.localService && voice.lang.startsWith(language));
}

/** Whether words can be read aloud here; the style sheet shows the buttons only then. */
function offer() {
  document.documentElement.toggleAttribute("data-speaks", Boolean(ownVoice()));
}

if ("speechSynthesis" in window) {
  offer();
  window.speechSynthesis.addEventListener?.("voiceschanged", offer);
}

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
    spoken.voice = ownVoice();
    spoken.lang = document.documentElement.lang;
    spoken.rate = 0.9;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(spoken);
  }
}
