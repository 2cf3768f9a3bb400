import { ipKeyGenerator } from "express-rate-limit";

/** Why there is no place: all are taken, or one client address has its share of them. */
export type NoPlace = "full" | "share";

/** How many places there are. */
export interface PlaceLimits {
  /** 0: no limit, also for one address. */
  readonly places: number;
  /** Percent of them that one client address may hold; at least one place. */
  readonly addressShare: number;
}

/** Places for answers that are held until their reader has them, some of which are for every client address alone. */
export class Places {
  #taken = 0;
  /** By client address; those that hold none are left out. */
  readonly #takenBy = new Map<string, number>();

  /**
   * Takes a place.
   *
   * @param address - the socket's; IPv6 addresses count by their /56, which is what one customer usually has.
   * @returns a function that gives it back, to be called once; or why there is none.
   */
  take(address: string | undefined, { places, addressShare }: PlaceLimits): (() => void) | NoPlace {
    const client = ipKeyGenerator(address ?? "");
    const held = this.#takenBy.get(client) ?? 0;
    if (places > 0) {
      if (this.#taken >= places) return "full";
      if (held >= placesOfAnAddress({ places, addressShare })) return "share";
    }
    this.#taken += 1;
    this.#takenBy.set(client, held + 1);
    return () => {
      this.#taken -= 1;
      const left = (this.#takenBy.get(client) ?? 0) - 1;
      if (left > 0) this.#takenBy.set(client, left);
      else this.#takenBy.delete(client);
    };
  }
}

/** How many places one client address may hold. */
export function placesOfAnAddress({ places, addressShare }: PlaceLimits): number {
  return Math.max(1, Math.floor((places * addressShare) / 100));
}
