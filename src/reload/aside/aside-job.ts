import type { TenantConfig } from "../../domain/terms/tenant";
import type { LoadResult } from "../../config/load";
import type { FixedConfig } from "../restart-findings";
import type { Environment } from "../../config/tokens";
import type { FileDigests } from "../../web-config/file-reads";
import type { WebConfigResult } from "../../web-config/load-web-config";

/** How to load a configuration, in plain data: it has to reach another thread. */
export interface AsideOptions {
  /** The process's environment, for tokens whose secret is in a variable. */
  readonly env: Environment;
  /** Whether the file may be missing, as a default path's may; the defaults hold then. */
  readonly optional: boolean;
  /** What is in force and has to stay; undefined at the start, when nothing is. */
  readonly inForce: FixedConfig | undefined;
}

/** What is to be done aside from the event loop. */
export type AsideJob =
  | { readonly kind: "config"; readonly path: string; readonly options: AsideOptions }
  | { readonly kind: "web config"; readonly path: string };

/** What comes back, a little at a time: its receiver must not be held up by all of it at once. */
export type AsideParcel =
  /** All of them at once: two columns reach another thread in no time. */
  | {
      readonly kind: "shards";
      readonly shardIds: Uint16Array<ArrayBuffer>;
      readonly regionIds: Uint16Array<ArrayBuffer>;
    }
  | { readonly kind: "tenants"; readonly tenants: readonly TenantConfig[] }
  /** The last one; a configuration without the shards and the tenants that came before it. */
  | { readonly kind: "config"; readonly result: LoadResult }
  | { readonly kind: "web config"; readonly result: WebConfigResult; readonly digests: FileDigests };
