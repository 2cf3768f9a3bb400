/** What one scrape said, as far as {@link scrapeProblems} compares it with itself. */
export class ScrapeFigures {
  /** Lines that are neither a comment nor a sample, the first few. */
  readonly malformed: string[] = [];
  /** Families whose samples stand apart, or that are described twice. */
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
    let family: Map<string, number> | undefined;
    let familyName = "";
    let line = "";
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf("\n", start);
      const end = newline < 0 ? text.length : newline;
      line = text.slice(start, end);
      start = end + 1;
      if (line.startsWith("#")) continue;
      const nameEnd = line.search(/[{ ]/);
      const name = line.slice(0, nameEnd);
      if (name !== familyName || family === undefined) {
        if (this.families.has(name)) this.torn.push(name);
        family = this.families.get(name) ?? new Map<string, number>();
        this.families.set(name, family);
        familyName = name;
      }
      this.#take(line, nameEnd, family);
    }
    this.lastLine = line;
  }

  /** The samples of a family by their labels; empty when it is not there. */
  of(name: string): ReadonlyMap<string, number> {
    return this.families.get(name) ?? new Map();
  }

  #take(line: string, nameEnd: number, family: Map<string, number>): void {
    const blank = line.lastIndexOf(" ");
    const labels = line.slice(nameEnd, blank);
    const value = Number(line.slice(blank + 1));
    // Names in the measured cluster have no braces: a second one is the rest of another line.
    const isSet = labels === "" || (labels.startsWith("{") && labels.indexOf("}") === labels.length - 1);
    const wellFormed = nameEnd > 0 && isSet && isValue(line.slice(blank + 1), value);
    if (!wellFormed) {
      if (this.malformed.length < 5) this.malformed.push(line.slice(0, 200));
      return;
    }
    if (family.has(labels) && this.repeated.length < 5) this.repeated.push(line.slice(0, 200));
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
