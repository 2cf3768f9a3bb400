/** Letters that take two columns of a terminal: East Asian wide ones and pictures, as far as they are in names. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mark}/u;

const CUT = "...";

/** How many columns of a terminal a printable text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const letter of text) columns += columnsOfLetter(letter);
  return columns;
}

/** A text that takes at most so many columns: what is too much of it is cut, and it shows. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let cut = "";
  let left = columns - CUT.length;
  for (const letter of text) {
    left -= columnsOfLetter(letter);
    if (left < 0) break;
    cut += letter;
  }
  return `${cut.trimEnd()}${CUT}`.slice(0, Math.max(columns, 0));
}

/** A text with blanks behind it, so that it takes so many columns. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** A text in lines of at most so many columns, broken between words. A word that is too long is cut. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = cutTo(word, columns);
  }
  return [...lines, line];
}

function columnsOfLetter(letter: string): number {
  if (COMBINING.test(letter)) return 0;
  return WIDE.test(letter) ? 2 : 1;
}
