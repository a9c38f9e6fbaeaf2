/** Web storage: session storage per tab, local storage per browser. */

/** The part of the Web Storage API that pages use. */
export class MemoryStorage {
  readonly #items: Map<string, string>;

  constructor(items: Iterable<readonly [string, string]> = []) {
    this.#items = new Map(items);
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  entries(): readonly (readonly [string, string])[] {
    return [...this.#items];
  }
}

/** The browser that a tab is in: `phone1/2` is a tab of `phone1`. */
export function browserOf(tab: string): string {
  const [browser = tab] = tab.split("/");
  return browser;
}

export class Storages {
  readonly #sessions = new Map<string, MemoryStorage>();
  readonly #locals = new Map<string, MemoryStorage>();

  ofTab(tab: string): MemoryStorage {
    return getOrAdd(this.#sessions, tab);
  }

  ofBrowser(tab: string): MemoryStorage {
    return getOrAdd(this.#locals, browserOf(tab));
  }

  duplicate(tab: string, from: string): void {
    this.#sessions.set(tab, new MemoryStorage(this.ofTab(from).entries()));
  }
}

function getOrAdd(storages: Map<string, MemoryStorage>, name: string): MemoryStorage {
  const known = storages.get(name);
  if (known !== undefined) return known;
  const storage = new MemoryStorage();
  storages.set(name, storage);
  return storage;
}
