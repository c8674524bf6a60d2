const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

/**
 * POST a body with the token that `within` holds; after signing in again in another tab only the
 * cookie holds a token that counts.
 */
export const post = (url, body, within) => {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const token = cookie?.[1] ?? within.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token, "X-Requested-With": "fetch" };
  return fetch(url, { method: "POST", headers, body, keepalive: true });
};

/** A refusal that trying again by itself will not cure, such as having been signed out. */
class Refused extends Error {}

const check = (response) => {
  if (response.ok && !response.redirected) return;
  if (response.ok || (response.status < 500 && ![408, 429].includes(response.status))) {
    throw new Refused(String(response.status));
  }
  throw new Error(String(response.status));
};

/**
 * Sends one row at a time, in the order they were changed, and keeps trying.
 *
 * Only the newest body of a row is sent. `tell(key, state)` hears "saving", "saved", "waiting"
 * (trying again by itself) and "refused" (stopped until `resume`, or until the next change).
 */
export class SaveQueue {
  constructor({ send, tell, wait = (act, ms) => setTimeout(act, ms) }) {
    Object.assign(this, { send, tell, wait });
    this.waiting = new Map();
    this.isBusy = false;
    this.isPausing = false;
    this.pause = FIRST_WAIT;
  }

  get size() {
    return this.waiting.size;
  }

  put(key, body) {
    this.waiting.set(key, body);
    this.tell(key, "saving");
    this.next();
  }

  /** Give up what was refused and go on with the rest. */
  forget(key) {
    this.waiting.delete(key);
    this.next();
  }

  resume() {
    this.isPausing = false;
    this.pause = FIRST_WAIT;
    this.next();
  }

  async next() {
    if (this.isBusy || this.isPausing || !this.waiting.size) return;
    this.isBusy = true;
    const [key, body] = this.waiting.entries().next().value;
    const failure = await this.attempt(body);
    this.isBusy = false;
    if (failure) this.hold(key, failure);
    else this.done(key, body);
  }

  async attempt(body) {
    try {
      check(await this.send(body));
    } catch (error) {
      return error;
    }
  }

  done(key, body) {
    this.pause = FIRST_WAIT;
    if (this.waiting.get(key) === body) {
      this.waiting.delete(key);
      this.tell(key, "saved");
    }
    this.next();
  }

  hold(key, failure) {
    if (failure instanceof Refused) {
      this.tell(key, "refused");
      return;
    }
    this.tell(key, "waiting");
    this.isPausing = true;
    this.wait(() => {
      this.isPausing = false;
      this.next();
    }, this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_WAIT);
  }
}
