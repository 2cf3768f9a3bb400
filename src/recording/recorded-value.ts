/** A bigint, or what JSON calls null although it is a number. */
const NUMBER = "$number";
const MAP = "$map";

/** A value as text, with what JSON has no words for: bigints, maps and numbers beyond all bounds. Undefined fields are left out. */
export function printRecorded(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return { [NUMBER]: String(each) };
    if (each instanceof Map) return { [MAP]: [...(each as Map<unknown, unknown>)] };
    return each === Infinity ? { [NUMBER]: "Infinity" } : each;
  });
}

/** @throws SyntaxError when it is no text that {@link printRecorded} made. */
export function parseRecorded(text: string): unknown {
  return JSON.parse(text, (_, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    if (NUMBER in each) return toNumber(String(each[NUMBER]));
    return MAP in each && Array.isArray(each[MAP]) ? new Map(each[MAP] as [unknown, unknown][]) : each;
  }) as unknown;
}

function toNumber(text: string): bigint | number {
  return text === "Infinity" ? Infinity : BigInt(text);
}
