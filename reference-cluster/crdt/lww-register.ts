import { compareHlc } from "./hlc-stamp";
import type { HlcStamp } from "./hlc-stamp";

/** What a register can hold: values that can be compared. */
export type RegisterValue = string | number | bigint | boolean;

/** A value with the moment of its write. */
export interface Written<T extends RegisterValue> {
  readonly value: T;
  readonly stamp: HlcStamp;
}

/** A value that the last write decides, by hybrid logical clock: in whichever order writes arrive, the latest stays. */
export class LWWRegister<T extends RegisterValue> {
  #written: Written<T> | undefined;

  constructor(written?: Written<T>) {
    this.#written = written;
  }

  /** Undefined before the first write. */
  get written(): Written<T> | undefined {
    return this.#written;
  }

  /**
   * Takes a write in if it is later than the one that is here.
   *
   * @returns whether it is.
   * @throws Error when another value has the same stamp: no node makes a stamp twice, so the stamps cannot be trusted.
   */
  write(value: T, stamp: HlcStamp): boolean {
    const present = this.#written;
    const order = present === undefined ? 1 : compareHlc(stamp, present.stamp);
    if (order === 0 && present?.value !== value) {
      throw new Error(
        `register: expected one value for the stamp ${stamp.wallNs}.${stamp.logical} of node ${stamp.nodeId}, ` +
          `got ${String(present?.value)} and ${String(value)}`,
      );
    }
    if (order <= 0) return false;
    this.#written = { value, stamp };
    return true;
  }

  /** Takes in another copy of the register. @returns whether anything changed. @throws Error as {@link write} does. */
  merge({ written }: LWWRegister<T>): boolean {
    return written !== undefined && this.write(written.value, written.stamp);
  }
}
