const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/**
 * Milliseconds of a duration as Prometheus writes it, such as `1h30m`; `0` needs no unit.
 *
 * @throws Error for anything else.
 */
export function parseDuration(text: string): number {
  if (text === "0") return 0;
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) throw new Error(`not a duration: ${text}`);
  let ms = 0;
  for (const [, count, unit = ""] of text.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    ms += Number(count) * (UNITS[unit] ?? 0);
  }
  return ms;
}
