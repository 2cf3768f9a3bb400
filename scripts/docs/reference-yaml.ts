import { Document, isScalar, visit } from "yaml";
import { documentSchema } from "../../src/config/schema";
import { configKeys } from "../../src/strict-yaml/config-keys";
import type { ConfigKey } from "../../src/strict-yaml/config-keys";

/** Where a comment is broken. */
const WIDTH = 100;

/**
 * A complete configuration file: every key with its default and what it means. Keys without a default, with a sample or the
 * kind of their value, and samples of what goes into empty lists, are comments, so that the file means exactly the defaults.
 * Ends with a newline.
 */
export function referenceYaml(): string {
  return configKeys(documentSchema)
    .map((key) => lines(key, "").join("\n"))
    .join("\n\n")
    .concat("\n");
}

function lines(key: ConfigKey, indent: string): readonly string[] {
  const comment = wrap(key.description, WIDTH - indent.length - 2).map((line) => `${indent}# ${line}`);
  if (key.valueType === "") {
    return [
      ...comment,
      `${indent}${key.name}:`,
      ...key.children.flatMap((child) => lines(child, `${indent}  `)),
    ];
  }
  if (key.default === undefined) {
    return [...comment, ...samplesOf(key).map((sample) => `${indent}# ${key.name}: ${sample}`)];
  }
  const samples = key.samples.flatMap((sample) => {
    const text = printYaml(key.isList ? [sample] : sample);
    return text.split("\n").map((line) => `${indent}#   ${line}`);
  });
  return [...comment, `${indent}${key.name}: ${printYaml(key.default)}`, ...samples];
}

/** What stands in the place of a value that has no default: the samples of a list together, or what kind of value it is. */
function samplesOf({ samples, isList, valueType }: ConfigKey): readonly string[] {
  if (samples.length === 0) return [`<${valueType}>`];
  return isList ? [printYaml(samples)] : samples.map(printYaml);
}

/** A value as an operator would write it: short lists on one line, numbers without quotes where they are keys. */
function printYaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Seq(_key, list) {
      list.flow = list.items.every((item) => isScalar(item));
    },
    Pair(_key, { key }) {
      if (isScalar(key) && /^\d+$/.test(String(key))) key.value = Number(key.value);
    },
  });
  return document.toString({ flowCollectionPadding: false }).trimEnd();
}

/** Breaks a text between words. A word that is longer than the width gets a line of its own. */
function wrap(text: string, width: number): readonly string[] {
  const broken: string[] = [];
  for (const word of text.split(" ")) {
    const line = broken.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      broken[broken.length - 1] = `${line} ${word}`;
    else broken.push(word);
  }
  return broken;
}
