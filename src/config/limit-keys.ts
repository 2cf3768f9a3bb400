import type { z } from "zod";
import { configuredLimits, keyOf } from "../limits/limit-values";
import type { ConfiguredLimit, LimitScope, ValuesOf } from "../limits/limit-values";
import type { LimitValue } from "../limits/limit";
import { formatByteSize } from "../strict-yaml/byte-size";
import { byteSizeSchema, countSchema, durationSchema } from "../strict-yaml/value-schemas";

/** Node's timers hold 31 bits of milliseconds; a day is far below that and above any sensible HTTP limit. */
export const LONGEST_TIMER_MS = 24 * 60 * 60 * 1000;

/**
 * The order in which the reference and messages list the keys of the section `http`: by what they are about, where the table
 * has the order of a request's way. A key that is not here comes after these.
 */
const FIRST_KEYS: readonly string[] = [
  "max_body",
  "max_batch",
  "max_line",
  "max_header",
  "header_timeout",
  "request_timeout",
  "idle_timeout",
  "answer_timeout",
  "answer_rate",
  "max_answers",
  "address_share",
  "max_snapshots",
  "max_connections",
];

type LastKey<S extends string> = S extends `${string}.${infer Rest}` ? LastKey<Rest> : S;

/** The part of a section's shape that the limits of some scopes make up. */
type LimitKeys<S extends LimitScope> = {
  readonly [E in ConfiguredLimit<S> as LastKey<E["setting"]>]: z.ZodType<number>;
};

/** The keys of the configuration file that set the limits of these scopes; all of them belong into one section. */
export function limitKeys<S extends LimitScope>(...scopes: readonly S[]): LimitKeys<S> {
  const keys = configuredLimits(scopes).map((limit): [string, z.ZodType] => [
    keyOf(limit),
    valueSchemaOf(limit.value).meta({ description: limit.meaning }),
  ]);
  const place = (key: string): number =>
    FIRST_KEYS.includes(key) ? FIRST_KEYS.indexOf(key) : FIRST_KEYS.length;
  return Object.fromEntries(keys.sort(([a], [b]) => place(a) - place(b))) as LimitKeys<S>;
}

/** What a section says about the limits of these scopes, by their property. */
export function limitValues<S extends LimitScope>(
  section: { readonly [K in keyof LimitKeys<S>]: number },
  ...scopes: readonly S[]
): ValuesOf<ConfiguredLimit<S>> {
  const given = new Map<string, unknown>(Object.entries(section));
  const values = configuredLimits(scopes).map((limit) => [limit.property, given.get(keyOf(limit))]);
  return Object.fromEntries(values) as ValuesOf<ConfiguredLimit<S>>;
}

function valueSchemaOf(value: LimitValue): z.ZodType<number> {
  if (value.kind === "duration") return durationSchema(LONGEST_TIMER_MS).prefault(value.default);
  const { kind, atLeast, atMost, default: usual } = value;
  if (kind === "count") return countSchema(atLeast, atMost).prefault(usual);
  return byteSizeSchema(atLeast, atMost).prefault(formatByteSize(usual));
}
