import type { Tags } from "yaml";

/** A whole number, and a decimal fraction, each in the one way in which they are written everywhere. */
const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;
const FRACTION = /^-?(?:0|[1-9][0-9]*)\.(?=[0-9]*[1-9])[0-9]+$/;

/**
 * The tags of YAML's core schema, with numbers in plain decimal digits only. What looks like a number in another base or
 * spelling (`017`, `0x11`, `0o17`, `1_000`, `1e3`, `1.0`, `+1`) means one number to one program and another to the next: it is a
 * text here, so that a schema of a number refuses it as it was written, and a schema of a text gets it unchanged.
 */
export function plainNumberTags(tags: Tags): Tags {
  return tags.flatMap((tag) => {
    if (typeof tag === "string" || tag.collection !== undefined || tag.test === undefined) return [tag];
    const isInteger = tag.tag.endsWith(":int");
    if (!isInteger && !tag.tag.endsWith(":float")) return [tag];
    // Of the tags that share a name, the one for plain decimal numbers takes part of what it took; the others take nothing.
    const pattern = isInteger ? INTEGER : FRACTION;
    return tag.test.test(isInteger ? "10" : "1.5") ? [{ ...tag, test: pattern }] : [];
  });
}
