import { calendarTimeMs } from "../../domain/terms/calendar-time";
import { NS_PER_MS, NS_PER_SECOND } from "../../domain/terms/units";
import { parseDuration } from "../../strict-yaml/duration";

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|z|[+-]\d\d:\d\d)$/;

/** How messages say what a moment may be. */
export const MOMENT_EXPECTED =
  "a time with its zone such as 2026-07-01T03:12:00Z, or one counted from the end of the recording such as -15m";

/** A moment that somebody asks for: nanoseconds since the epoch, or nanoseconds before the end of the recording. */
export type AskedMoment = { readonly atNs: bigint } | { readonly beforeEndNs: bigint };

/** Reads a moment. Undefined for anything that is none. */
export function parseMoment(text: string): AskedMoment | undefined {
  if (text.startsWith("-")) {
    const durationMs = parseDuration(text.slice(1));
    return durationMs === undefined ? undefined : { beforeEndNs: BigInt(durationMs) * NS_PER_MS };
  }
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", zone = "Z"] = match;
  const ms = calendarTimeMs(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone.toUpperCase()}`);
  if (ms === undefined || ms < 0) return undefined;
  return { atNs: BigInt(ms / 1000) * NS_PER_SECOND + BigInt(fraction.padEnd(9, "0")) };
}

/** A moment as it can be given back: milliseconds, in UTC. Rounded down, or up. */
export function printMoment(ns: bigint, rounded: "down" | "up" = "down"): string {
  const ms = (ns + (rounded === "up" ? NS_PER_MS - 1n : 0n)) / NS_PER_MS;
  return new Date(Number(ms)).toISOString();
}
