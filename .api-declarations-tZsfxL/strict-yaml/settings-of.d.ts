import type { z } from "zod";
type UnitOf<V> = V extends z.core.$brand<infer U extends string> ? U : "";
type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S;
/** A section's values under the names that code has for them: `offline_after` is `offlineAfterMs`. */
export type Settings<D> = {
    readonly [K in keyof D & string as `${CamelCase<K>}${UnitOf<D[K]>}`]: D[K] extends number ? number : D[K];
};
/** The values of a section as {@link Settings}. Values that are sections or lists stay as they are. */
export declare function settingsOf<D extends object>(schema: z.ZodType<D>, section: D): Settings<D>;
export {};
