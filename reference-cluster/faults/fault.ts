import { z } from "zod";
import type { ReferenceCluster } from "../cluster/reference-cluster";
import type { ClusterLayout } from "../layout";
import type { Result } from "#exporter/domain/terms/result";

/** Something that is wrong with one parameter of a fault. */
export interface ParameterProblem {
  readonly parameter: string;
  /** The parameter, its value and what was expected. */
  readonly message: string;
}

/** Ends a fault: everything that it did is undone; or says why it could not be. */
export type EndFault = (() => void) | (() => Promise<string | undefined>);

/** A fault that has begun, with what there is to tell about it. */
export interface BegunFault {
  readonly end: EndFault;
  readonly outcome?: Readonly<Record<string, unknown>>;
}

/** Such a fault; or why it could not begin in the cluster as it is. */
export type FaultStart = Result<BegunFault>;

/** A fault whose parameters are in order, not begun yet; or what is wrong with them. */
export type PreparedFault = Result<
  () => FaultStart | Promise<FaultStart>,
  { readonly problems: readonly ParameterProblem[] }
>;

/** A kind of fault: what it is called, what it takes, and how to put it on a cluster. */
export interface Fault {
  readonly name: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** Parameters that work on the default cluster, as a query string. */
  readonly example: string;
  /** Name and description of each parameter, in the order in which the command line takes them without names. */
  readonly parameters: readonly { readonly name: string; readonly description: string }[];
  prepare(cluster: ReferenceCluster, texts: Readonly<Record<string, string>>): PreparedFault;
}

interface FaultDefinition<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** A schema for each parameter, from text. In order. */
  readonly parameters: (layout: ClusterLayout) => Shape;
  readonly begin: (
    cluster: ReferenceCluster,
    values: z.output<z.ZodObject<Shape>>,
  ) => FaultStart | Promise<FaultStart>;
}

const NO_LAYOUT: ClusterLayout = { regions: [], shards: [] };

/** A kind of fault from the schemas of its parameters, which validate and describe them. */
export function defineFault<Shape extends z.ZodRawShape>(definition: FaultDefinition<Shape>): Fault {
  const parameters = Object.entries(definition.parameters(NO_LAYOUT)).map(([name, schema]) => ({
    name,
    description: descriptionOf(schema),
  }));
  return {
    name: definition.name,
    summary: definition.summary,
    example: definition.example,
    parameters,
    prepare(cluster, texts): PreparedFault {
      const parsed = z.strictObject(definition.parameters(cluster.layout)).safeParse(texts);
      if (parsed.success) return { ok: true, value: () => definition.begin(cluster, parsed.data) };
      const names = parameters.map(({ name }) => name);
      return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, names)) };
    },
  };
}

function descriptionOf(schema: z.core.$ZodType): string {
  // What is said of a schema is not said of the optional one made from it.
  const described = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return (described as z.ZodType).description ?? "";
}

function problemsOf(issue: z.core.$ZodIssue, names: readonly string[]): ParameterProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      parameter: key,
      message: `${key}: not a parameter of this fault; expected ${names.join(", ")} or duration`,
    }));
  }
  const parameter = issue.path.join(".");
  return [{ parameter, message: `${parameter}: ${issue.message}` }];
}
