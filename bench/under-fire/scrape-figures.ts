const TYPE_BYTES = "# TYPE ".length;

/** How many lines of one kind are kept; more of them have the same cause. */
const MOST_TOLD = 5;

/** What one scrape said, as far as {@link scrapeProblems} compares it with itself. */
export class ScrapeFigures {
  /** Lines that are neither a comment nor a sample, the first few. */
  readonly malformed: string[] = [];
  /** Families that are described twice, and samples that stand in another's: sentences. */
  readonly torn: string[] = [];
  /** By family, then by labels as they stand in the line. */
  readonly families = new Map<string, Map<string, number>>();
  /** Series that come twice, the first few. */
  readonly repeated: string[] = [];
  /** Whether the last line was ended. */
  readonly endsWithLine: boolean;
  readonly lastLine: string;

  constructor(text: string) {
    this.endsWithLine = text.endsWith("\n");
    const described = new Set<string>();
    let header = "";
    let line = "";
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf("\n", start);
      const end = newline < 0 ? text.length : newline;
      line = text.slice(start, end);
      start = end + 1;
      if (line.startsWith("# TYPE ")) {
        header = line.slice(TYPE_BYTES, line.indexOf(" ", TYPE_BYTES));
        if (described.has(header)) this.torn.push(`${header} is described twice`);
        described.add(header);
      }
      if (!line.startsWith("#")) this.#take(line, header);
    }
    this.lastLine = line;
  }

  /** The samples of a family by their labels; empty when it is not there. */
  of(name: string): ReadonlyMap<string, number> {
    return this.families.get(name) ?? new Map();
  }

  #take(line: string, header: string): void {
    const nameEnd = line.search(/[{ ]/);
    const name = line.slice(0, nameEnd);
    // The samples of a counter and of a histogram have longer names than their family.
    if (!name.startsWith(header) && this.torn.length < MOST_TOLD) {
      this.torn.push(`${name} stands in the family ${header}`);
    }
    const family = this.families.get(name) ?? new Map<string, number>();
    this.families.set(name, family);
    const blank = line.lastIndexOf(" ");
    const labels = line.slice(nameEnd, blank);
    const value = Number(line.slice(blank + 1));
    // Names in the measured cluster have no braces: a second one is the rest of another line.
    const isSet = labels === "" || (labels.startsWith("{") && labels.indexOf("}") === labels.length - 1);
    const wellFormed = nameEnd > 0 && isSet && isValue(line.slice(blank + 1), value);
    if (!wellFormed) {
      if (this.malformed.length < MOST_TOLD) this.malformed.push(line.slice(0, 200));
      return;
    }
    if (family.has(labels) && this.repeated.length < MOST_TOLD) this.repeated.push(line.slice(0, 200));
    family.set(labels, value);
  }
}

function isValue(text: string, value: number): boolean {
  return (text !== "" && !Number.isNaN(value)) || text === "NaN" || text === "+Inf" || text === "-Inf";
}

/** The value of one label in a set as it stands in a line, for values without escapes. */
export function labelIn(labels: string, name: string): string {
  const start = labels.indexOf(`${name}="`) + name.length + 2;
  return labels.slice(start, labels.indexOf('"', start));
}
