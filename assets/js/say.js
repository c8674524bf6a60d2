/** A voice of this computer: others send what they say to a firm, and here it may be a name. */
function ownVoice() {
  const language = document.documentElement.lang.split("-")[0];
  const voices = window.speechSynthesis.getVoices();
  return voices.find((voice) => voice.localService && voice.lang.startsWith(language));
}

/** A button that reads words of the page aloud, where the browser can without sending them away. */
export class BesideSay extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    this.offer();
    window.speechSynthesis.addEventListener?.("voiceschanged", this.offer);
  }

  offer = () => {
    if (this.firstChild || !ownVoice()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--quiet";
    button.textContent = this.getAttribute("label");
    button.addEventListener("click", () => this.say());
    this.replaceChildren(button);
  };

  disconnectedCallback() {
    window.speechSynthesis?.removeEventListener?.("voiceschanged", this.offer);
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
