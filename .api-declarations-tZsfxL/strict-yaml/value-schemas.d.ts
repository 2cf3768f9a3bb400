import { z } from "zod";
/** What a reader of one value makes of it. */
type Reading<T> = {
    readonly value: T;
} | {
    readonly expected: string;
};
/** The schema of one value. What it expects is said in one voice, and `valueType` names it in the reference. */
export type ValueSchema<T> = z.ZodPipe<z.ZodUnknown, z.ZodTransform<T>>;
/** One value, read by a function that knows what it expects. Made of zod, so that sections can be made of it. */
export declare function valueSchema<T>(valueType: string, read: (value: unknown) => Reading<T>): ValueSchema<T>;
/** Numbers whose unit their type knows, so that the names of settings can be made of it. */
export type Milliseconds = number & z.core.$brand<"Ms">;
export type Bytes = number & z.core.$brand<"Bytes">;
/** A duration in milliseconds: more than 0, and no more than `atMostMs`. */
export declare function durationSchema(atMostMs?: number): ValueSchema<Milliseconds>;
/** A size in bytes within limits, both included. */
export declare function byteSizeSchema(atLeast: number, atMost: number): ValueSchema<Bytes>;
/** A whole number within limits, both included, that a `number` holds exactly. */
export declare function countSchema(atLeast: number, atMost: number): ValueSchema<number>;
/** A shard's or a region's number. */
export declare function u16Schema(): ValueSchema<number>;
/** A tenant's number, or one of its limits. */
export declare function u64Schema(): ValueSchema<bigint>;
/** A region, by number or by its name in `cluster.regions`. Whether that name exists is not known here. */
export declare function regionSchema(): ValueSchema<number | string>;
/** Shards from the first to the last, both included. */
export interface ShardRange {
    readonly first: number;
    readonly last: number;
}
/** A shard's number, or a range of them as `4-7`. One spelling per number: no `04`. */
export declare function shardRangeSchema(): ValueSchema<ShardRange>;
/** A name that goes into labels and messages: one line, not empty, at most 200 characters. */
export declare function nameSchema(): ValueSchema<string>;
/** The path of a file, as written. */
export declare function filePathSchema(): ValueSchema<string>;
/** The name of an environment variable. */
export declare function environmentVariableSchema(): ValueSchema<string>;
/** `true` or `false`. */
export declare function switchSchema(): ValueSchema<boolean>;
/** One of a few words. */
export declare function choiceSchema<const W extends string>(words: readonly W[]): ValueSchema<W>;
export {};
