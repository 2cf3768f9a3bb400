import { join } from "node:path";

/** Where the compiled reference cluster is: beside the compiled exporter, as a program of its own. */
const FOLDER = join(__dirname, "..", "..", "reference-cluster");

/** The program, for `fork`. */
export const REFERENCE_CLUSTER_PROGRAM = join(FOLDER, "main.js");

/** What the exporter of a demo has to know of its cluster. */
export interface ReferenceClusterLayout {
  readonly regions: readonly { readonly regionId: number; readonly name: string }[];
  readonly shards: readonly { readonly shardId: number; readonly regionId: number }[];
}

/** Asks the reference cluster itself, so that its regions and shards are stated in one place. Loads nothing else of it. */
export async function referenceClusterLayout(): Promise<ReferenceClusterLayout> {
  const { clusterLayout } = (await import(join(FOLDER, "layout.js"))) as {
    clusterLayout: () => ReferenceClusterLayout;
  };
  return clusterLayout();
}
