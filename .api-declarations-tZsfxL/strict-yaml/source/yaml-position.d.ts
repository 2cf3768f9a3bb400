import type { Document } from "yaml";
import type { ConfigFinding } from "../config-problem";
/**
 * Where a finding is in the text, as an offset: its key, or its value. What the document does not contain (a key that is
 * missing) is where the mapping that should contain it starts.
 */
export declare function offsetOf(document: Document.Parsed, { path, at }: ConfigFinding): number;
/** The text of a mapping's key, as the document's value has it. Keys are read as texts, and an absent one as none. */
export declare function keyText(key: unknown): string | undefined;
