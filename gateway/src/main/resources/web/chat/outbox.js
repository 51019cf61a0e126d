// What the visitor has said and the server has not acknowledged yet. It outlives the page, and each message has an id of
// its own, so that it may be sent until an answer comes and has one effect.

export class Outbox {
  constructor(store) {
    this.store = store;
    this.items = store.all("out:").sort((a, b) => a.at - b.at);
  }

  /** @param files as the upload answered them */
  add(body, files = []) {
    const item = { id: unique(), body, files, at: Date.now(), failed: null };
    this.items.push(item);
    this.#keep(item);
    return item;
  }

  get(id) {
    return this.items.find((item) => item.id === id);
  }

  /** The first that may be sent; what failed for good waits for the visitor. */
  next() {
    return this.items.find((item) => !item.failed);
  }

  fail(item, why) {
    item.failed = why;
    this.#keep(item);
  }

  remove(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.store.remove(`out:${id}`);
  }

  #keep(item) {
    this.store.set(`out:${item.id}`, item);
  }
}

/** Also over plain http, where there is no randomUUID. */
function unique() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
