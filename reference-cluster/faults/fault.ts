import type { ReferenceCluster } from "../cluster/reference-cluster";
import { defineCommand } from "../commands/command";
import type { Command, CommandDefinition } from "../commands/command";
import type { z } from "zod";
import type { Result } from "#exporter/domain/terms/result";

/** Ends a fault: everything that it did is undone; or says why it could not be. */
export type EndFault = (() => void) | (() => Promise<string | undefined>);

/** A fault that has begun, with what there is to tell about it. */
export interface BegunFault {
  readonly end: EndFault;
  readonly outcome?: Readonly<Record<string, unknown>>;
}

/** Such a fault; or why it could not begin in the cluster as it is. */
export type FaultStart = Result<BegunFault>;

/** A kind of fault: what it is called, what it takes, and how to put it on a cluster. */
export type Fault = Command<ReferenceCluster, FaultStart>;

/** A kind of fault from the schemas of its parameters, which validate and describe them. */
export function defineFault<Shape extends z.ZodRawShape>(
  definition: CommandDefinition<Shape, ReferenceCluster, FaultStart>,
): Fault {
  return defineCommand({ ...definition, otherParameters: ["duration"] });
}
