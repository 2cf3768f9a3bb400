import type { Room } from "./rooms-markdown";

/** Every room of src/. */
export const ROOMS: readonly Room[];

/** A pattern of the paths that belong to a room. */
export function filesOf(name: string): string;

/** A pattern of the paths that an entry of `imports` names. */
export function namedBy(entry: string): string;
