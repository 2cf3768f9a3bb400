import { z } from "zod";

import { formatByteSize, parseByteSize } from "../../strict-yaml/byte-size";
import { describeValue } from "../../strict-yaml/describe-value";
import { formatDuration, parseDuration } from "../../strict-yaml/duration";
import { nearest } from "../../strict-yaml/unknown-key";
import type { Severity } from "../alerts/severity";
import { LARGEST_PART_COUNT } from "../../metrics/terms/scrape-part";
import { CATALOGUE } from "../../metrics/catalogue/catalogue";

/** Labels that a scrape may rename. */
const CATALOGUE_LABELS = [...new Set(CATALOGUE.flatMap(({ labels }) => labels))];

/** How a value of one sort is written in a file of options: read, and printed again. */
export interface OptionKind<T> {
  readonly schema: z.ZodType<T>;
  /** As a value of YAML that {@link schema} reads as the same again. */
  readonly print: (value: T) => unknown;
}

/** Says what was expected of a value that `read` makes nothing of. */
function reader<T>(expected: string, read: (value: unknown) => T | undefined): z.ZodType<T> {
  return z.unknown().transform((value, context): T => {
    const result = read(value);
    if (result !== undefined) return result;
    context.addIssue({
      code: "custom",
      input: value,
      message: `expected ${expected}, got ${describeValue(value)}`,
    });
    return z.NEVER;
  });
}

/** A text as a scalar of YAML would be written, so that `0` and `"0"` are read alike. */
function scalarText(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "bigint" ? String(value) : "";
}

function numberBetween(least: number, most: number): (value: unknown) => number | undefined {
  return (value) => {
    const number = typeof value === "bigint" || typeof value === "number" ? Number(value) : NaN;
    return number >= least && number <= most ? number : undefined;
  };
}

/** A stretch of time in milliseconds, 0 included. */
export const DURATION: OptionKind<number> = {
  schema: reader("a duration such as 30s", (value) => parseDuration(scalarText(value))),
  print: formatDuration,
};

/** A stretch of time, more than 0, in milliseconds. */
export const STRETCH: OptionKind<number> = {
  schema: reader("a duration of more than 0, such as 30s", (value) => {
    const durationMs = parseDuration(scalarText(value));
    return durationMs === 0 ? undefined : durationMs;
  }),
  print: formatDuration,
};

/** Stretches of time, each more than 0, in milliseconds. */
export const DURATIONS: OptionKind<readonly number[]> = {
  schema: z.array(STRETCH.schema, { error: "expected a list of durations such as [1d, 7d]" }),
  print: (values) => values.map(formatDuration),
};

/** Yes or no. */
export const YES_OR_NO: OptionKind<boolean> = {
  schema: reader("true or false", (value) => (typeof value === "boolean" ? value : undefined)),
  print: (value) => value,
};

const SEVERITIES: readonly Severity[] = ["critical", "warning", "info", "none"];

/** How bad an alert is. */
export const SEVERITY: OptionKind<Severity> = {
  schema: reader(`one of ${SEVERITIES.join(", ")}`, (value) => SEVERITIES.find((each) => each === value)),
  print: (value) => value,
};

/** A number of bytes. */
export const SIZE: OptionKind<number> = {
  schema: reader("a size such as 1GiB", (value) => parseByteSize(scalarText(value))),
  print: formatByteSize,
};

/** A share, 0 to 1. */
export const SHARE: OptionKind<number> = {
  schema: reader("a number from 0 to 1", numberBetween(0, 1)),
  print: (value) => value,
};

/** Any amount. */
export const AMOUNT: OptionKind<number> = {
  schema: reader("a number, 0 or more", numberBetween(0, Number.MAX_SAFE_INTEGER)),
  print: (value) => value,
};

/** In how many parts a scrape may come. */
export const PART_COUNT: OptionKind<number> = {
  schema: reader(`a whole number from 1 to ${LARGEST_PART_COUNT}`, (value) => {
    const count = numberBetween(1, LARGEST_PART_COUNT)(value);
    return Number.isInteger(count) ? count : undefined;
  }),
  print: (value) => value,
};

/** Zod leaves out the key `__proto__`, and so would not reject it. */
function withoutPrototype<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z
    .unknown()
    .superRefine((value, context) => {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, "__proto__")) return;
      const message = "expected another label; __proto__ begins with __, as labels that Prometheus drops do";
      context.addIssue({ code: "custom", path: ["__proto__"], message, params: { at: "key" } });
    })
    .pipe(schema);
}

const EXPECTED_LABEL_NAME = "the name of a label: letters, digits and _, with no digit in front";

function isLabelName(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value);
}

const LABEL_NAME = reader(EXPECTED_LABEL_NAME, (value) => (isLabelName(value) ? value : undefined));

/** Names of labels of Prometheus. */
export const LABEL_NAMES: OptionKind<readonly string[]> = {
  schema: z.array(LABEL_NAME, { error: "expected a list of names of labels, such as [cluster, job]" }),
  print: (value) => value,
};

/** Names of labels by the exporter's own. */
export const RENAMED_LABELS: OptionKind<Readonly<Record<string, string>>> = {
  schema: withoutPrototype(
    z
      .record(z.string(), LABEL_NAME, { error: "expected a mapping such as { region: tidaldb_region }" })
      .superRefine((names, context) => {
        for (const label of Object.keys(names).filter((name) => !CATALOGUE_LABELS.includes(name))) {
          const meant = nearest(label, CATALOGUE_LABELS);
          const hint =
            meant === undefined ? `it has ${CATALOGUE_LABELS.join(", ")}` : `did you mean ${meant}?`;
          const message = `the exporter has no label of this name; ${hint}`;
          context.addIssue({ code: "custom", path: [label], message, params: { at: "key" } });
        }
      }),
  ),
  print: (value) => value,
};

const LINE = reader("a text that is not empty", (value) =>
  typeof value === "string" && value.trim() !== "" && !/\p{Cc}/u.test(value) ? value : undefined,
);

/** One line of text. */
export const TEXT: OptionKind<string> = { schema: LINE, print: (value) => value };

const OBJECT_NAME_OR_NOTHING = /^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?)?$/;

/** The name of an object in Kubernetes, or an empty text. */
export const OBJECT_NAME: OptionKind<string> = {
  schema: reader('the name of an object in Kubernetes (a-z, 0-9, "-" and "."), or ""', (value) =>
    typeof value === "string" && OBJECT_NAME_OR_NOTHING.test(value) ? value : undefined,
  ),
  print: (value) => value,
};

/** One line of text, or an empty one. */
export const TEXT_OR_NOTHING: OptionKind<string> = {
  schema: reader("a text of one line", (value) =>
    typeof value === "string" && value.trim() === value && !/\p{Cc}/u.test(value) ? value : undefined,
  ),
  print: (value) => value,
};

/** Labels with their values. */
export const LABELS: OptionKind<Readonly<Record<string, string>>> = {
  schema: withoutPrototype(
    z
      .record(z.string(), LINE, { error: "expected a mapping such as { team: storage }" })
      .superRefine((labels, context) => {
        for (const label of Object.keys(labels).filter((name) => !isLabelName(name))) {
          const message = `expected ${EXPECTED_LABEL_NAME}, got ${describeValue(label)}`;
          context.addIssue({ code: "custom", path: [label], message, params: { at: "key" } });
        }
      }),
  ),
  print: (value) => value,
};

/** An address to which a path is appended. Read without the slash at its end. */
export const BASE_URL: OptionKind<string> = {
  schema: reader("an address such as https://grafana.example.org", readBaseUrl),
  print: (value) => value,
};

/** @returns undefined when the value is no address of a web server, or has a query or a fragment. */
export function readBaseUrl(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const { protocol, search, hash } = new URL(value);
  const usable = /^https?:$/.test(protocol) && search === "" && hash === "" && !/\s/.test(value);
  return usable ? value.replace(/\/+$/, "") : undefined;
}
