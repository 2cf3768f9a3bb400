import type { z } from "zod";
import type { ConfiguredLimit, LimitScope, ValuesOf } from "../limits/limit-values";
/** Node's timers hold 31 bits of milliseconds; a day is far below that and above any sensible HTTP limit. */
export declare const LONGEST_TIMER_MS: number;
type LastKey<S extends string> = S extends `${string}.${infer Rest}` ? LastKey<Rest> : S;
/** The part of a section's shape that the limits of some scopes make up. */
type LimitKeys<S extends LimitScope> = {
    readonly [E in ConfiguredLimit<S> as LastKey<E["setting"]>]: z.ZodType<number>;
};
/** The keys of the configuration file that set the limits of these scopes; all of them belong into one section. */
export declare function limitKeys<S extends LimitScope>(...scopes: readonly S[]): LimitKeys<S>;
/** What a section says about the limits of these scopes, by their property. */
export declare function limitValues<S extends LimitScope>(section: {
    readonly [K in keyof LimitKeys<S>]: number;
}, ...scopes: readonly S[]): ValuesOf<ConfiguredLimit<S>>;
export {};
