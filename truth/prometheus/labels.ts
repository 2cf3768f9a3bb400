export type LabelRecord = Readonly<Record<string, string>>;

const NAME = "__name__";

/** One set of labels of a series, interned: within one `LabelInterner`, equal labels are the same object. */
export class Labels {
  readonly #interner: LabelInterner;
  #nameless: Labels | undefined;
  /** By name, without empty values. */
  readonly record: LabelRecord;

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
  readonly #byKey = new Map<string, Labels>();
  readonly empty = this.intern({});

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
}

/** Remembers what a function makes of labels: an expression asks for the same ones at each evaluation. */
export function rememberedByLabels<T>(make: (labels: Labels) => T): (labels: Labels) => T {
  const known = new Map<Labels, T>();
  return (labels) => {
    let made = known.get(labels);
    if (made === undefined) {
      made = make(labels);
      known.set(labels, made);
    }
    return made;
  };
}
