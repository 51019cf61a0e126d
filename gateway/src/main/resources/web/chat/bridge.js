// Between this page and the page that shows it in a frame: the loader says who the visitor is and whether the chat is
// open; the chat says what the launcher shows. Nothing secret is told before the other side has been heard.

const SOURCE = "switchboard";

export class Bridge {
  constructor(embedded) {
    this.embedded = embedded;
    this.origin = "*";
    this.open = !embedded;
    this.listeners = new Map();
    this.early = new Map();
    if (embedded) {
      addEventListener("message", (event) => {
        if (event.source !== window.parent || event.data?.source !== SOURCE) return;
        this.origin = event.origin;
        const listener = this.listeners.get(event.data.type);
        if (listener) listener(event.data);
        else this.early.set(event.data.type, event.data);
      });
    }
  }

  /** Also hears the last one that came before somebody listened. */
  on(type, listener) {
    this.listeners.set(type, listener);
    const early = this.early.get(type);
    this.early.delete(type);
    if (early) listener(early);
  }

  /** What the page around says of itself and of the visitor. */
  begin() {
    if (!this.embedded) return Promise.resolve({});
    return new Promise((resolve) => {
      this.on("begin", resolve);
      this.tell("ready");
      setTimeout(() => resolve({}), 3000);
    });
  }

  tell(type, values = {}) {
    if (this.embedded) window.parent.postMessage({ source: SOURCE, type, ...values }, this.origin);
  }
}
