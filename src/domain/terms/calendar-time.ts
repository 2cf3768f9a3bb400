/** How much of a time its calendar and clock are asked about: to the minute. */
const TO_THE_MINUTE = "2026-07-01T03:12".length;

/**
 * Milliseconds since the epoch, of a time spelt as RFC 3339 has it, with its zone. Undefined for one that no calendar has: 30 February
 * would else be taken for 2 March.
 */
export function calendarTimeMs(text: string): number | undefined {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return undefined;
  const local = text.slice(0, TO_THE_MINUTE);
  return new Date(`${local}Z`).toISOString().startsWith(local) ? ms : undefined;
}
