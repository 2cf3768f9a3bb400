/** Who puts what out of order. Two causes may do so to the same thing: it is in order when both have ended. */
export class Harms {
  readonly #causes = new Map<object, Map<string, Set<object>>>();

  /** A cause puts something out of order, in one respect; it may do so again. */
  add(cause: object, target: object, respect: string): void {
    const respects = this.#causes.get(target) ?? new Map<string, Set<object>>();
    const causes = respects.get(respect) ?? new Set();
    this.#causes.set(target, respects.set(respect, causes.add(cause)));
  }

  /** A cause has ended: whether no other one keeps this out of order. */
  remove(cause: object, target: object, respect: string): boolean {
    const causes = this.#causes.get(target)?.get(respect);
    causes?.delete(cause);
    return causes === undefined || causes.size === 0;
  }
}
