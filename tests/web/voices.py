"""A browser with one voice: headless it has none. `window.spoken` is what it was given to say."""

VOICES = """window.spoken = [];
SpeechSynthesis.prototype.getVoices = () => [{lang: "en-GB", localService: %s, name: "A"}];
SpeechSynthesis.prototype.speak = (it) => window.spoken.push(it.text);
Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", {set(it) {}});"""
