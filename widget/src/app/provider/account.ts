/** The account of a page's provider: as the server has it, with what is being saved in force already. */
import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { AccountView, Settings } from "../protocol/types";
import type { Problem } from "../ui/model";

export class OwnAccount {
  /** Null until the server has told of it. */
  readonly view: ReadonlySignal<AccountView | null>;
  readonly #saved = signal<AccountView | null>(null);
  readonly #saving = signal<Settings | null>(null);

  constructor(private readonly send: (settings: Settings) => Promise<Problem | null>) {
    this.view = computed(() => {
      const [saved, saving] = [this.#saved.value, this.#saving.value];
      return saved && saving ? { ...saved, settings: saving } : saved;
    });
  }

  set(account: AccountView | null): void {
    this.#saved.value = account;
  }

  /** Changes some settings, on top of those that are still being saved. What is refused is taken back. */
  async change(more: Partial<Settings>): Promise<Problem | null> {
    const before = this.view.value;
    if (before === null) return { code: "offline" };
    const next = { ...before.settings, ...more };
    this.#saving.value = next;
    const problem = await this.send(next);
    if (this.#saving.value === next) this.#saving.value = null; // else a later change holds
    return problem;
  }
}
