import { access } from "node:fs/promises";
import type { Logger } from "pino";
import type { Config } from "../../config/config";
import { NatsLink } from "../../nats/nats-link";
import type { NatsLinkEvent } from "../../nats/nats-link";
import { loadNatsPackages, MissingNatsPackageError } from "../../nats/nats-packages";
import type { NatsPackages } from "../../nats/nats-packages";
import { FileStore } from "../../store/file/file-store";
import { NatsBucket } from "../../store/nats/nats-bucket";
import { NatsStore } from "../../store/nats/nats-store";
import { StoreError } from "../../store/store-error";

/** A store in NATS, and the connection that it stands on. */
export interface OpenedNatsStore {
  readonly store: NatsStore;
  readonly link: NatsLink;
}

/**
 * Opens the bucket, or what was copied of it while NATS cannot be reached.
 *
 * @throws StoreError when there is neither, the copy is another process', or the clients of NATS are not installed.
 */
export async function openNatsStore(config: Config, logger: Logger): Promise<OpenedNatsStore> {
  const { storage, nats: settings } = config;
  if (storage.kind !== "nats" || settings === undefined) throw new Error("openNatsStore: not configured");
  const packages = installedPackages();
  const hasCopy = await isThere(storage.path);
  const copy = await FileStore.open(storage.path);
  const onEvent = (event: NatsLinkEvent): void => {
    logNats(event, logger);
  };
  const link = NatsLink.open({ settings, packages, name: "tidaldb-exporter storage", onEvent });
  const bucket = new NatsBucket(link, packages, storage, settings.servers.join(", "));
  return { store: await NatsStore.open({ bucket, copy, hasCopy }), link };
}

function installedPackages(): NatsPackages {
  try {
    return loadNatsPackages();
  } catch (error) {
    if (error instanceof MissingNatsPackageError) throw new StoreError(error.message, { cause: error });
    throw error;
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function logNats(event: NatsLinkEvent, logger: Logger): void {
  if (event.kind === "connected") logger.info({ server: event.server }, "connected to NATS");
  else if (event.kind === "slow consumer") {
    logger.warn({ pending: event.pending }, "NATS sends faster than this process reads");
  } else
    logger.error({ reason: event.reason }, "no connection to NATS; it is tried again until there is one");
}
