import { LIMITS } from "./limits";
import type { Limit } from "./limit";

type Entry = (typeof LIMITS)[keyof typeof LIMITS];

/** What limits bound. */
export type LimitScope = Limit["of"];

/** The entries of some scopes. */
export type LimitEntry<S extends LimitScope> = Extract<Entry, { readonly of: S }>;

/** Those of them that a key of the configuration file sets, and no flag. */
export type ConfiguredLimit<S extends LimitScope> = Exclude<
  LimitEntry<S>,
  { readonly setting: `--${string}` }
>;

/** The values of limits by their property. Sizes in bytes, durations in milliseconds. */
export type ValuesOf<E extends Pick<Limit, "property">> = { readonly [L in E as L["property"]]: number };

/** Every entry of these scopes that a key of the configuration file sets, in the order of the table. */
export function configuredLimits<S extends LimitScope>(scopes: readonly S[]): readonly (Limit & { of: S })[] {
  return limitsOf(scopes).filter(({ setting }) => !setting.startsWith("--"));
}

/** The defaults of limits that are numbers of things or bytes, as those of requests are. */
export function limitDefaults<S extends "request" | "window">(scope: S): ValuesOf<LimitEntry<S>> {
  const defaults = limitsOf([scope]).map(({ property, value }) => [property, value.default]);
  return Object.fromEntries(defaults) as ValuesOf<LimitEntry<S>>;
}

/** The last part of a limit's setting: the key within its section. */
export function keyOf({ setting }: Limit): string {
  return setting.slice(setting.lastIndexOf(".") + 1);
}

function limitsOf<S extends LimitScope>(scopes: readonly S[]): readonly (Limit & { of: S })[] {
  const entries: readonly Limit[] = Object.values(LIMITS);
  return entries.filter((entry): entry is Limit & { of: S } => scopes.some((scope) => scope === entry.of));
}
