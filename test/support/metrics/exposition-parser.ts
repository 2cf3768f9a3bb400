/**
 * A second opinion on what the writers write: reads either format character by character, knows nothing of the code under
 * test, and accepts only what both formats' grammars allow of what is used here.
 */
export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ParsedExposition {
  /** Family name to type. */
  readonly types: ReadonlyMap<string, string>;
  readonly helps: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
  readonly samples: readonly ParsedSample[];
}

const COMMENT = /^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/su;
const NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const VALUE = /^(?:[+-]Inf|NaN|-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/;

/** @throws Error naming the line that does not belong in the format. */
export function parseExposition(text: string, format: "text" | "openmetrics"): ParsedExposition {
  if (text !== "" && !text.endsWith("\n")) throw new Error("the exposition does not end with a line feed");
  const lines = text === "" ? [] : text.slice(0, -1).split("\n");
  if (format === "openmetrics" && lines.pop() !== "# EOF")
    throw new Error("the exposition does not end with # EOF");
  const found = {
    HELP: new Map<string, string>(),
    TYPE: new Map<string, string>(),
    UNIT: new Map<string, string>(),
  };
  const samples: ParsedSample[] = [];
  for (const line of lines) {
    const comment = COMMENT.exec(line);
    if (!comment) {
      samples.push(parseSample(line));
      continue;
    }
    const [, keyword = "", name = "", rest = ""] = comment;
    const map = found[keyword as keyof typeof found];
    if (map.has(name)) throw new Error(`${keyword} ${name} comes twice`);
    map.set(name, keyword === "HELP" ? unescape(rest, format === "openmetrics" ? '\\"n' : "\\n") : rest);
  }
  return { types: found.TYPE, helps: found.HELP, units: found.UNIT, samples };
}

/** Undoes the escapes that `known` lists; any other backslash, and a bare quote where quotes are escaped, is an error. */
function unescape(text: string, known: string): string {
  let plain = "";
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"' && known.includes('"')) throw new Error(`bare quote in ${text}`);
    if (character !== "\\") {
      plain += character;
      continue;
    }
    i += 1;
    const escaped = text.charAt(i);
    if (escaped === "" || !known.includes(escaped)) throw new Error(`escape \\${escaped} in ${text}`);
    plain += escaped === "n" ? "\n" : escaped;
  }
  return plain;
}

function nameAt(line: string, position: number): string {
  NAME.lastIndex = position;
  const name = NAME.exec(line)?.[0];
  if (name === undefined) throw new Error(`expected a name at ${position} in ${line}`);
  return name;
}

/** The position just behind the quote that ends the text that begins at `position`. */
function endOfQuoted(line: string, position: number): number {
  for (let i = position; i < line.length; i++) {
    if (line[i] === "\\") i += 1;
    else if (line[i] === '"') return i + 1;
  }
  throw new Error(`no closing quote in ${line}`);
}

function parseSample(line: string): ParsedSample {
  const name = nameAt(line, 0);
  const labels = Object.create(null) as Record<string, string>;
  let position = name.length;
  if (line[position] === "{") {
    do {
      const label = nameAt(line, position + 1);
      position += 1 + label.length;
      if (line.slice(position, position + 2) !== '="')
        throw new Error(`expected =" at ${position} in ${line}`);
      const end = endOfQuoted(line, position + 2);
      if (label in labels) throw new Error(`label ${label} comes twice in ${line}`);
      labels[label] = unescape(line.slice(position + 2, end - 1), '\\"n');
      position = end;
    } while (line[position] === ",");
    if (line[position] !== "}") throw new Error(`expected } at ${position} in ${line}`);
    position += 1;
  }
  const value = line.slice(position + 1);
  if (line[position] !== " " || !VALUE.test(value))
    throw new Error(`expected one blank and a value in ${line}`);
  return { name, labels, value: Number(value.replace("Inf", "Infinity")) };
}
