import type { Tags } from "yaml";
/**
 * The tags of YAML's core schema, with numbers in plain decimal digits only. What looks like a number in another base or
 * spelling (`017`, `0x11`, `0o17`, `1_000`, `1e3`, `1.0`, `+1`) means one number to one program and another to the next: it is a
 * text here, so that whoever expects a number refuses it as it was written, and whoever expects a text gets it unchanged.
 */
export declare function plainNumberTags(tags: Tags): Tags;
