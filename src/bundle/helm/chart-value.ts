/** A JSON Schema of one value, as `values.schema.json` has it. */
export type ValueSchema = Readonly<Record<string, unknown>>;

/** A value that whoever installs the chart may set. */
export interface ChartValue {
  /** What it is unless it is set. */
  readonly initial: unknown;
  readonly schema: ValueSchema;
  /** What it is for, in sentences. */
  readonly meaning: string;
}

/** Values that belong together, below one key. */
export interface ChartSection {
  readonly meaning: string;
  readonly values: Readonly<Record<string, ChartValue>>;
}

/** All values of a chart, by their keys. */
export type ChartValues = Readonly<Record<string, ChartValue | ChartSection>>;

/** Whether an entry has values below it. */
export function isSection(entry: ChartValue | ChartSection): entry is ChartSection {
  return "values" in entry;
}

/** A text; without a pattern any. */
export function text(initial: string, meaning: string, pattern?: string): ChartValue {
  return { initial, schema: { type: "string", ...(pattern !== undefined && { pattern }) }, meaning };
}

/** The name of an object in Kubernetes, or an empty text where there is none. */
export function objectName(initial: string, meaning: string): ChartValue {
  return text(initial, meaning, "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)?$");
}

/** Yes or no. */
export function yesOrNo(initial: boolean, meaning: string): ChartValue {
  return { initial, schema: { type: "boolean" }, meaning };
}

/** One of some texts. */
export function oneOf(choices: readonly string[], initial: string, meaning: string): ChartValue {
  return { initial, schema: { enum: choices }, meaning };
}

/** Labels or annotations: their values have to be texts, or Kubernetes refuses the object. */
export function texts(meaning: string): ChartValue {
  return { initial: {}, schema: { type: "object", additionalProperties: { type: "string" } }, meaning };
}

/** What Kubernetes judges when it is applied. */
export function objectOf(initial: object, meaning: string): ChartValue {
  return { initial, schema: { type: "object" }, meaning };
}

/** A list of what Kubernetes judges when it is applied. */
export function listOf(meaning: string): ChartValue {
  return { initial: [], schema: { type: "array", items: { type: "object" } }, meaning };
}

/** A list of texts. */
export function textsIn(meaning: string): ChartValue {
  return { initial: [], schema: { type: "array", items: { type: "string" } }, meaning };
}
