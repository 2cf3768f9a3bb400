const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** What {@link parseDuration} expects, for messages. */
export const DURATION_FORM = "a duration such as 500ms, 30s, 2m or 1m30s";

/** Milliseconds of a duration as Prometheus writes it, up to hours; undefined for anything else. "0s" is one, "" is not. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h))+$/.test(text)) return undefined;
  let durationMs = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) {
    durationMs += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  // Past this a Node timer would fire at once.
  return durationMs <= 0x7fff_ffff ? durationMs : undefined;
}
