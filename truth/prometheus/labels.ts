export type LabelRecord = Readonly<Record<string, string>>;

const NAME = "__name__";

/** One set of labels of a series, interned: within one `LabelInterner`, equal labels are the same object. */
export class Labels {
  readonly #interner: LabelInterner;
  #nameless: Labels | undefined;
  /** By name, without empty values. */
  readonly record: LabelRecord;
  /** Whether a compiled expression holds them, so that they outlive what is made of them. */
  isConstant = false;

  /** @internal Only `LabelInterner` makes them. */
  constructor(interner: LabelInterner, record: LabelRecord) {
    this.#interner = interner;
    this.record = record;
  }

  /** The value of a label; empty where the label is missing, which PromQL does not tell apart. */
  get(name: string): string {
    return this.record[name] ?? "";
  }

  /** The name of the metric; empty when a function has dropped it. */
  get metric(): string {
    return this.get(NAME);
  }

  /** The same without the name of the metric. */
  get nameless(): Labels {
    this.#nameless ??= this.without([NAME]);
    return this.#nameless;
  }

  /** The same with some labels set; an empty value removes the label. */
  with(changes: LabelRecord): Labels {
    return this.#interner.intern({ ...this.record, ...changes });
  }

  /** Without these labels. */
  without(names: readonly string[]): Labels {
    return this.#interner.intern(
      Object.fromEntries(Object.entries(this.record).filter(([name]) => !names.includes(name))),
    );
  }

  /** These labels only. */
  only(names: readonly string[]): Labels {
    return this.#interner.intern(Object.fromEntries(names.map((name) => [name, this.get(name)])));
  }
}

/** Makes equal sets of labels one object, so that caches and groups find them without comparing texts. */
export class LabelInterner {
  readonly #constants = new Map<string, Labels>();
  #byKey = new Map<string, Labels>();
  /** Grows when labels are forgotten: those of before are not the same objects any more. */
  generation = 0;
  readonly empty = this.constant({});

  /** How many sets are known. */
  get size(): number {
    return this.#byKey.size;
  }

  /** @param record - in any order; empty values count as missing. */
  intern(record: LabelRecord): Labels {
    const pairs = Object.entries(record).filter(([, value]) => value !== "");
    pairs.sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify(pairs);
    let labels = this.#byKey.get(key);
    if (labels === undefined) {
      labels = new Labels(this, Object.fromEntries(pairs));
      this.#byKey.set(key, labels);
    }
    return labels;
  }

  /** Labels that a compiled expression holds: they are never forgotten. */
  constant(record: LabelRecord): Labels {
    const labels = this.intern(record);
    labels.isConstant = true;
    this.#constants.set(JSON.stringify(Object.entries(labels.record)), labels);
    return labels;
  }

  /** Forgets all labels but those that compiled expressions hold. */
  forget(): void {
    this.#byKey = new Map(this.#constants);
    this.generation += 1;
  }
}

/**
 * Remembers what a function makes of labels: an expression asks for the same ones at each evaluation. What it remembers goes
 * with the labels.
 */
export function rememberedByLabels<T>(make: (labels: Labels) => T): (labels: Labels) => T {
  const known = new WeakMap<Labels, T>();
  return (labels) => {
    // What is made of constants is forgotten, they are not.
    if (labels.isConstant) return make(labels);
    let made = known.get(labels);
    if (made === undefined) {
      made = make(labels);
      known.set(labels, made);
    }
    return made;
  };
}
