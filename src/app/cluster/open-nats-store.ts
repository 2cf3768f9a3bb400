import { access } from "node:fs/promises";
import type { Logger } from "pino";
import type { Config } from "../../config/config";
import type { NatsLink } from "../../nats/nats-link";
import { FileStore } from "../../store/file/file-store";
import type { EventsFile } from "../../store/file/events-file";
import type { HeardFile } from "../../store/file/heard-file";
import { NatsBucket } from "../../store/nats/nats-bucket";
import { NatsStore } from "../../store/nats/nats-store";
import { openNatsLink } from "./open-nats-link";

/** A store in NATS, and the connection that it stands on. */
export interface OpenedNatsStore {
  readonly store: NatsStore;
  readonly link: NatsLink;
  /** Beside the copy: what was heard is of this control plane alone. */
  readonly heardFile: HeardFile;
  /** Likewise. */
  readonly eventsFile: EventsFile;
}

/**
 * Opens the bucket, or what was copied of it while NATS cannot be reached.
 *
 * @throws StoreError when there is neither, the copy is another process', or the clients of NATS are not installed.
 */
export async function openNatsStore(config: Config, logger: Logger): Promise<OpenedNatsStore> {
  const { storage, nats: settings } = config;
  if (storage.kind !== "nats" || settings === undefined) throw new Error("openNatsStore: not configured");
  const hasCopy = await isThere(storage.path);
  const copy = await FileStore.open(storage.path);
  const { link, packages } = openNatsLink(settings, "storage", logger);
  const bucket = new NatsBucket(link, packages, storage, settings.servers.join(", "));
  const { heardFile, eventsFile } = copy;
  return { store: await NatsStore.open({ bucket, copy, hasCopy }), link, heardFile, eventsFile };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
