import { z } from "zod";
import type { ClusterLayout } from "../layout";
import type { Result } from "#exporter/domain/terms/result";

/** Something that is wrong with one parameter of a command. */
export interface ParameterProblem {
  readonly parameter: string;
  /** The parameter, its value and what was expected. */
  readonly message: string;
}

/** A command whose parameters are in order, not begun yet; or what is wrong with them. */
export type PreparedCommand<Start> = Result<
  () => Start | Promise<Start>,
  { readonly problems: readonly ParameterProblem[] }
>;

/** What commands are given to: it has a layout, which says what regions and shards there are. */
export interface CommandTarget {
  readonly layout: ClusterLayout;
}

/** Something that can be asked of a cluster by the command line and over HTTP: its name, what it takes, and how it begins. */
export interface Command<Target extends CommandTarget, Start> {
  readonly name: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** Parameters that work on the default cluster, as a query string. */
  readonly example: string;
  /** Name and description of each parameter, in the order in which the command line takes them without names. */
  readonly parameters: readonly { readonly name: string; readonly description: string }[];
  prepare(target: Target, texts: Readonly<Record<string, string>>): PreparedCommand<Start>;
}

/** What a command is made from. */
export interface CommandDefinition<Shape extends z.ZodRawShape, Target extends CommandTarget, Start> {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** A schema for each parameter, from text. In order. */
  readonly parameters: (layout: ClusterLayout) => Shape;
  /** Parameters that are read elsewhere, as the duration that all faults take; for messages. */
  readonly otherParameters?: readonly string[];
  readonly begin: (target: Target, values: z.output<z.ZodObject<Shape>>) => Start | Promise<Start>;
}

const NO_LAYOUT: ClusterLayout = { regions: [], shards: [] };

/** A command from the schemas of its parameters, which validate and describe them. */
export function defineCommand<Shape extends z.ZodRawShape, Target extends CommandTarget, Start>(
  definition: CommandDefinition<Shape, Target, Start>,
): Command<Target, Start> {
  const parameters = Object.entries(definition.parameters(NO_LAYOUT)).map(([name, schema]) => ({
    name,
    description: descriptionOf(schema),
  }));
  return {
    name: definition.name,
    summary: definition.summary,
    example: definition.example,
    parameters,
    prepare(target, texts): PreparedCommand<Start> {
      const parsed = z.strictObject(definition.parameters(target.layout)).safeParse(texts);
      if (parsed.success) return { ok: true, value: () => definition.begin(target, parsed.data) };
      const { name, otherParameters = [] } = definition;
      const expected = oneOf([...parameters.map((parameter) => parameter.name), ...otherParameters]);
      const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, name, expected));
      return { ok: false, problems };
    },
  };
}

function descriptionOf(schema: z.core.$ZodType): string {
  // What is said of a schema is not said of the optional one made from it.
  const described = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return (described as z.ZodType).description ?? "";
}

function problemsOf(issue: z.core.$ZodIssue, name: string, expected: string): ParameterProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      parameter: key,
      message: `${key}: not a parameter of ${name}; expected ${expected}`,
    }));
  }
  const parameter = issue.path.join(".");
  return [{ parameter, message: `${parameter}: ${issue.message}` }];
}

function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}
