/** Publishes heartbeats to NATS by the clock, from a process of its own. */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@nats-io/transport-node";
import type { NatsConnection } from "@nats-io/transport-node";

import type { ClusterShape } from "../cluster-shape";
import { serveCommands } from "./command-server";
import { buildPostBodies, stampBody } from "./post-bodies";
import type { PostBody } from "./post-bodies";

/** What is published, and where. */
export interface PublishPlan extends ClusterShape {
  readonly servers: readonly string[];
  readonly subject: string;
  /** Heartbeats in one message. */
  readonly batch: number;
}

/** How fast, and for how long. */
export interface PublishPace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** Figures of a shard differ from those of its last heartbeat. */
const ROUNDS = 2;
const INTERVAL_MS = 2;

interface Prepared {
  readonly plan: PublishPlan;
  readonly connection: NatsConnection;
  readonly bodies: readonly PostBody[];
}

const digits = Buffer.alloc(19);
let prepared: Prepared | undefined;
let next = 0;

function publishNext({ connection, plan, bodies }: Prepared): number {
  const body = bodies[next % bodies.length];
  if (!body) throw new Error("there is nothing to publish");
  digits.write(`${Date.now()}${String(next % 1_000_000).padStart(6, "0")}`, "latin1");
  next += 1;
  stampBody(body, digits);
  connection.publish(plan.subject, body.bytes.subarray(body.bytes.indexOf("\r\n\r\n") + 4));
  return body.heartbeats;
}

const publisherCommands = {
  /** Connects, and builds every message. */
  async prepare(plan: PublishPlan): Promise<void> {
    const connection = await connect({ servers: [...plan.servers] });
    const bodies = Array.from({ length: ROUNDS }, (_, round) =>
      buildPostBodies("nats", plan, { batch: plan.batch, round }),
    ).flat();
    prepared = { plan, connection, bodies };
  },

  /** Publishes so much a second, and waits until the server has all of it. Returns how many heartbeats that were. */
  async pace({ perSecond, seconds }: PublishPace): Promise<number> {
    if (prepared === undefined) throw new Error("nothing was prepared");
    const startedMs = performance.now();
    const total = perSecond * seconds;
    let published = 0;
    while (published < total) {
      const due = Math.min(total, ((performance.now() - startedMs) / 1000) * perSecond);
      while (published < due) published += publishNext(prepared);
      await sleep(INTERVAL_MS);
    }
    await prepared.connection.flush();
    return published;
  },
};

export type NatsPublisherCommands = typeof publisherCommands;

serveCommands(publisherCommands);
