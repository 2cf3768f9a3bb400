import { z } from "zod";
import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import { DURATION_FORM, parseDuration } from "../duration";
import { findRegion } from "../layout";
import type { ClusterLayout } from "../layout";

type TextParameter<T> = z.ZodType<T, string>;

/** A region by its name or number. */
export function regionParameter(
  layout: ClusterLayout,
  description = "region, by name or number",
): TextParameter<RegionId> {
  const names = layout.regions.map(({ name }) => name).join(", ");
  return parameter(description, `one of the regions ${names}`, (text) => findRegion(layout, text)?.regionId);
}

/** A shard by its number. */
export function shardParameter(
  layout: ClusterLayout,
  description = "shard, by number",
): TextParameter<ShardId> {
  const expected = `a shard from 0 to ${layout.shards.length - 1}`;
  return parameter(description, expected, (text) => {
    const shardId = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    return shardId < layout.shards.length ? shardId : undefined;
  });
}

/** Milliseconds from a duration as text. */
export function durationParameter(description: string): TextParameter<number> {
  return parameter(description, DURATION_FORM, parseDuration);
}

/** Milliseconds from the duration of a lease as text: the exporter takes none of less than ten seconds. */
export function leaseParameter(description: string): TextParameter<number> {
  return parameter(description, "a duration of 10s or more, such as 1m", (text) => {
    const durationMs = parseDuration(text) ?? 0;
    return durationMs >= 10_000 ? durationMs : undefined;
  });
}

/** A number from `least` to `most`, both included. */
export function numberParameter(description: string, least: number, most: number): TextParameter<number> {
  return parameter(description, `a number from ${least} to ${most}`, (text) => {
    const value = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

/** A text of a certain form. */
export function textParameter(description: string, expected: string, form: RegExp): TextParameter<string> {
  return parameter(description, expected, (text) => (form.test(text) ? text : undefined));
}

/** One of a few words. */
export function choiceParameter<Choice extends string>(
  description: string,
  choices: readonly Choice[],
): TextParameter<Choice> {
  return parameter(description, `one of ${choices.join(", ")}`, (text) =>
    choices.find((choice) => choice === text),
  );
}

function parameter<T>(
  description: string,
  expected: string,
  parse: (text: string) => T | undefined,
): TextParameter<T> {
  return z
    .string({ error: `expected ${expected}, got nothing` })
    .transform((text, context): T => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message: `expected ${expected}, got "${text}"` });
      return z.NEVER;
    })
    .meta({ description });
}
