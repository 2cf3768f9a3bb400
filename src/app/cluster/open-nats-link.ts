import type { Logger } from "pino";
import { NatsLink } from "../../nats/nats-link";
import type { NatsLinkEvent } from "../../nats/nats-link";
import { loadNatsPackages, MissingNatsPackageError } from "../../nats/nats-packages";
import type { NatsPackages } from "../../nats/nats-packages";
import type { NatsSettings } from "../../nats/nats-settings";
import { StoreError } from "../../store/store-error";

/** Seen with 2.9.10 when leaders were killed under changes, not with 2.15.3; why is not known. */
const LOSES_CHANGES = /^2\.[0-9]\./;

/** A connection that is being kept up, and the packages that it is made with. */
export interface OpenedNatsLink {
  readonly link: NatsLink;
  readonly packages: NatsPackages;
}

/**
 * Begins to connect to NATS; the log says what becomes of it.
 *
 * @param purpose - what it is for, for the servers' lists and the log: "storage".
 * @throws StoreError when the clients of NATS are not installed.
 */
export function openNatsLink(settings: NatsSettings, purpose: string, logger: Logger): OpenedNatsLink {
  const packages = installedPackages();
  const onEvent = (event: NatsLinkEvent): void => {
    logNats(event, purpose, logger);
  };
  return {
    link: NatsLink.open({ settings, packages, name: `tidaldb-exporter ${purpose}`, onEvent }),
    packages,
  };
}

function installedPackages(): NatsPackages {
  try {
    return loadNatsPackages();
  } catch (error) {
    if (error instanceof MissingNatsPackageError) throw new StoreError(error.message, { cause: error });
    throw error;
  }
}

function logNats(event: NatsLinkEvent, purpose: string, logger: Logger): void {
  if (event.kind === "connected") {
    const { server, version } = event;
    logger.info({ server, version, for: purpose }, "connected to NATS");
    if (purpose === "storage" && LOSES_CHANGES.test(version)) {
      logger.warn(
        { server, version },
        "with this version of NATS acknowledged changes were seen to get lost when leaders die, with 2.15 none were",
      );
    }
  } else if (event.kind === "slow consumer") {
    logger.warn({ pending: event.pending, for: purpose }, "NATS sends faster than this process reads");
  } else {
    const { reason } = event;
    logger.error({ reason, for: purpose }, "no connection to NATS; it is tried again until there is one");
  }
}
