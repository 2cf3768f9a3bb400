import { createRequire } from "node:module";
import type * as JetStream from "@nats-io/jetstream";
import type * as Kv from "@nats-io/kv";
import type * as Transport from "@nats-io/transport-node";

/** The clients that NATS is spoken with. */
export interface NatsPackages {
  readonly transport: typeof Transport;
  readonly jetstream: typeof JetStream;
  readonly kv: typeof Kv;
}

const VERSION = "3.4.0";
const NAMES = ["transport-node", "jetstream", "kv"].map((name) => `@nats-io/${name}`);

/** A package that NATS is spoken with is not installed. The message says what to install. */
export class MissingNatsPackageError extends Error {
  override readonly name = "MissingNatsPackageError";
}

/**
 * Loads the clients, when NATS is configured: nobody else needs them, in memory or on the disk.
 *
 * @param load - gives a module by its name; Node's own unless given.
 * @throws MissingNatsPackageError when one of them is not installed.
 */
export function loadNatsPackages(load: (name: string) => unknown = createRequire(__filename)): NatsPackages {
  try {
    return {
      transport: load("@nats-io/transport-node") as typeof Transport,
      jetstream: load("@nats-io/jetstream") as typeof JetStream,
      kv: load("@nats-io/kv") as typeof Kv,
    };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
    if (!isMissing) throw error;
    const needed = NAMES.map((name) => `${name}@${VERSION}`).join(" ");
    throw new MissingNatsPackageError(
      "the clients of NATS are not installed, and the section nats of the configuration needs them; run " +
        `\`npm install ${needed}\` where tidaldb-exporter is installed (with --global if that is global), then start again`,
      { cause: error },
    );
  }
}
