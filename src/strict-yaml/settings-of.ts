import type { z } from "zod";
import { configKeys } from "./config-keys";

/** What the name of a setting ends with, by what its key takes: as the brands of `durationSchema` and `byteSizeSchema`. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ["duration", "Ms"],
  ["size", "Bytes"],
]);

type UnitOf<V> = V extends z.core.$brand<infer U extends string> ? U : "";

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** A section's values under the names that code has for them: `offline_after` is `offlineAfterMs`. */
export type Settings<D> = {
  readonly [K in keyof D & string as `${CamelCase<K>}${UnitOf<D[K]>}`]: D[K] extends number ? number : D[K];
};

/** The values of a section as {@link Settings}. Values that are sections or lists stay as they are. */
export function settingsOf<D extends object>(schema: z.ZodType<D>, section: D): Settings<D> {
  const values = new Map<string, unknown>(Object.entries(section));
  const named = configKeys(schema).map(({ name, valueType }) => [
    `${camelCase(name)}${UNITS.get(valueType) ?? ""}`,
    values.get(name),
  ]);
  return Object.fromEntries(named) as Settings<D>;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
