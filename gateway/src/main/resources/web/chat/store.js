// What stays on the visitor's device, for one inbox. Where the browser keeps nothing for a page in a frame, it lasts as
// long as the page.

const memory = new Map();

function storage() {
  try {
    localStorage.setItem("switchboard", "1");
    localStorage.removeItem("switchboard");
    return localStorage;
  } catch {
    return {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => memory.set(key, value),
      removeItem: (key) => memory.delete(key),
      keys: () => [...memory.keys()],
    };
  }
}

export class Store {
  constructor(name) {
    this.prefix = `switchboard:${name}:`;
    this.kept = storage();
  }

  get(key) {
    try {
      return JSON.parse(this.kept.getItem(this.prefix + key));
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      this.kept.setItem(this.prefix + key, JSON.stringify(value));
    } catch {
      // the device is full: the page goes on without
    }
  }

  remove(key) {
    this.kept.removeItem(this.prefix + key);
  }

  /** All values whose key begins with this. */
  all(prefix) {
    const keys = this.kept.keys ? this.kept.keys() : Object.keys(this.kept);
    return keys
      .filter((key) => key.startsWith(this.prefix + prefix))
      .map((key) => this.get(key.slice(this.prefix.length)))
      .filter((value) => value != null);
  }
}
