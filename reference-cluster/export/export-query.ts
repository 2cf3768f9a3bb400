import { isU64 } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import { NS_PER_MS } from "#exporter/domain/terms/units";
import { DURATION_FORM, parseDuration } from "../duration";
import { MOST_USER_ID, SIGNAL_KINDS } from "../wal/signal";

/** What of the log is wanted. Times are those of the leaders' clocks, in nanoseconds since the epoch. */
export interface ExportQuery {
  /** By place in {@link SIGNAL_KINDS}; undefined for all. */
  readonly kinds?: ReadonlySet<number>;
  /** Inclusive. */
  readonly sinceNs?: bigint;
  /** Exclusive. */
  readonly untilNs?: bigint;
  readonly userId?: number;
  /** Lines, at most. */
  readonly limit?: number;
  /** Whether what the log does not have any more may be missing. */
  readonly isPartialAllowed: boolean;
}

/** What is wrong with one parameter. */
export interface ExportProblem {
  readonly parameter: string;
  readonly message: string;
}

/** What can be asked of an export, by parameter, for people. */
export const EXPORT_PARAMETERS: Readonly<Record<string, string>> = {
  since: "the first moment: nanoseconds since the epoch, or how long ago (30s)",
  until: "the moment before which it ends, in the same forms; since or until is required",
  type: `one or more of ${SIGNAL_KINDS.join(",")}`,
  user: "signals of one user",
  limit: "lines, at most",
  partial: "allow: leave out what the log does not have any more, instead of refusing",
};

/** Reads the parameters of an export. Refused is what is unknown, what cannot be read, and what has no bound in time. */
export function readExportQuery(
  query: Readonly<Record<string, string>>,
  nowNs: bigint,
): Result<ExportQuery, { readonly problems: readonly ExportProblem[] }> {
  const problems: ExportProblem[] = [];
  const read = <T>(
    parameter: string,
    expected: string,
    parse: (text: string) => T | undefined,
  ): T | undefined => {
    const text = query[parameter];
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) {
      problems.push({ parameter, message: `${parameter}: expected ${expected}, got "${text}"` });
    }
    return value;
  };
  for (const parameter of Object.keys(query)) {
    if (Object.hasOwn(EXPORT_PARAMETERS, parameter)) continue;
    const known = Object.keys(EXPORT_PARAMETERS).join(", ");
    problems.push({ parameter, message: `${parameter}: expected one of ${known}` });
  }
  const moment = (text: string): bigint | undefined => parseMoment(text, nowNs);
  const value = {
    sinceNs: read("since", MOMENT_FORM, moment),
    untilNs: read("until", MOMENT_FORM, moment),
    kinds: read("type", `some of ${SIGNAL_KINDS.join(", ")}, with commas between them`, parseKinds),
    userId: read("user", `a number from 1 to ${MOST_USER_ID}`, (text) => parseCount(text, MOST_USER_ID)),
    limit: read("limit", "a whole number from 1 on", (text) => parseCount(text, Number.MAX_SAFE_INTEGER)),
    isPartialAllowed: read("partial", "allow", (text) => text === "allow" || undefined) ?? false,
  };
  if (query["since"] === undefined && query["until"] === undefined) {
    const message = "since, until: expected at least one of them, got neither; since=0 asks for everything";
    problems.push({ parameter: "since", message });
  }
  const { sinceNs, untilNs } = value;
  if (sinceNs !== undefined && untilNs !== undefined && sinceNs >= untilNs) {
    problems.push({
      parameter: "until",
      message: `until: expected a moment after since (${sinceNs}), got ${untilNs}`,
    });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: withoutAbsent(value) };
}

const MOMENT_FORM = `nanoseconds since the epoch, or ${DURATION_FORM} ago`;

function parseMoment(text: string, nowNs: bigint): bigint | undefined {
  if (/^\d{1,20}$/.test(text)) {
    const momentNs = BigInt(text);
    return isU64(momentNs) ? momentNs : undefined;
  }
  const agoMs = parseDuration(text);
  if (agoMs === undefined) return undefined;
  const agoNs = BigInt(agoMs) * NS_PER_MS;
  return agoNs > nowNs ? 0n : nowNs - agoNs;
}

function parseKinds(text: string): ReadonlySet<number> | undefined {
  const kinds = text.split(",").map((name) => SIGNAL_KINDS.findIndex((kind) => kind === name));
  return kinds.includes(-1) ? undefined : new Set(kinds);
}

function parseCount(text: string, most: number): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

type Optional<T> = { readonly [K in keyof T]: T[K] | undefined };

function withoutAbsent(value: Optional<ExportQuery> & { readonly isPartialAllowed: boolean }): ExportQuery {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined),
  ) as unknown as ExportQuery;
}
