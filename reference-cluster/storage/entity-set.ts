const INITIAL_SLOTS = 64;
/** Bytes of one entity id in {@link EntitySet.toBytes}. */
const ID_BYTES = 8;

/**
 * A set of u64 entity ids in two flat arrays (upper and lower halves), open addressing. 16 to 32 bytes an id and no
 * garbage, where a `Set<bigint>` would take about 80: every replica keeps its own set, and there are many replicas.
 */
export class EntitySet {
  #upper = new Uint32Array(INITIAL_SLOTS);
  #lower = new Uint32Array(INITIAL_SLOTS);
  #filled = 0;
  /** Entity 0 stands apart, because a slot of zeros is a free one. */
  #hasZero = false;

  get size(): number {
    return this.#filled + (this.#hasZero ? 1 : 0);
  }

  /** Adds the id `upper * 2^32 + lower`. @returns whether it is new. */
  add(upper: number, lower: number): boolean {
    if (upper === 0 && lower === 0) {
      const isNew = !this.#hasZero;
      this.#hasZero = true;
      return isNew;
    }
    const slot = findSlot(this.#upper, this.#lower, upper, lower);
    if ((this.#upper[slot] ?? 0) !== 0 || (this.#lower[slot] ?? 0) !== 0) return false;
    this.#upper[slot] = upper;
    this.#lower[slot] = lower;
    this.#filled += 1;
    if (this.#filled * 2 > this.#upper.length) this.#grow();
    return true;
  }

  /** Whether the id `upper * 2^32 + lower` was added. */
  has(upper: number, lower: number): boolean {
    if (upper === 0 && lower === 0) return this.#hasZero;
    const slot = findSlot(this.#upper, this.#lower, upper, lower);
    return this.#upper[slot] === upper && this.#lower[slot] === lower;
  }

  /** Every id in 8 bytes, little-endian, in no particular order. */
  toBytes(): Buffer {
    const bytes = Buffer.alloc(this.size * ID_BYTES);
    let offset = this.#hasZero ? ID_BYTES : 0;
    for (let slot = 0; slot < this.#upper.length; slot += 1) {
      const [upper, lower] = [this.#upper[slot] ?? 0, this.#lower[slot] ?? 0];
      if (upper === 0 && lower === 0) continue;
      bytes.writeUInt32LE(lower, offset);
      bytes.writeUInt32LE(upper, offset + 4);
      offset += ID_BYTES;
    }
    return bytes;
  }

  /** The set that {@link toBytes} wrote. */
  static fromBytes(bytes: Buffer): EntitySet {
    const set = new EntitySet();
    for (let offset = 0; offset + ID_BYTES <= bytes.length; offset += ID_BYTES) {
      set.add(bytes.readUInt32LE(offset + 4), bytes.readUInt32LE(offset));
    }
    return set;
  }

  #grow(): void {
    const [oldUpper, oldLower] = [this.#upper, this.#lower];
    this.#upper = new Uint32Array(oldUpper.length * 2);
    this.#lower = new Uint32Array(oldLower.length * 2);
    for (let old = 0; old < oldUpper.length; old += 1) {
      const [upper, lower] = [oldUpper[old] ?? 0, oldLower[old] ?? 0];
      if (upper === 0 && lower === 0) continue;
      const slot = findSlot(this.#upper, this.#lower, upper, lower);
      this.#upper[slot] = upper;
      this.#lower[slot] = lower;
    }
  }
}

/** The slot that holds the id, or the free one where it belongs. */
function findSlot(uppers: Uint32Array, lowers: Uint32Array, upper: number, lower: number): number {
  const mask = uppers.length - 1;
  const mixed = Math.imul(upper ^ Math.imul(lower, 0x9e37_79b1), 0x85eb_ca6b);
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  while (uppers[slot] !== 0 || lowers[slot] !== 0) {
    if (uppers[slot] === upper && lowers[slot] === lower) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}
