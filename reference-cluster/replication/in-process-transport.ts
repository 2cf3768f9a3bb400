import type { RegionId } from "#exporter/domain/terms/ids";
import type { Scheduler } from "../scheduler";
import { Loss } from "./loss";
import { impaired } from "./link-conditions";
import type { LinkConditions, LinkImpairment } from "./link-conditions";
import type { MessageHandler, ShardMessage, Transport } from "./transport";

/** Bytes that a message takes on the line besides the segment or snapshot in it. */
const ENVELOPE_BYTES = 64;

/** A message that would have to wait longer than this for a narrow line is lost, as in a router's full queue. */
const LONGEST_QUEUE_MS = 10_000;

interface Link {
  readonly usual: LinkConditions;
  readonly impairments: Set<LinkImpairment>;
  readonly lossOf: Loss;
  conditions: LinkConditions;
  /** Monotonic: when the line has sent all that was put on it. */
  busyUntilMs: number;
}

/** A transport within one process that behaves like lines between regions: latency, bandwidth and loss for each. */
export class InProcessTransport<Message extends object = ShardMessage> implements Transport<Message> {
  readonly #scheduler: Scheduler;
  readonly #usual: (from: RegionId, to: RegionId) => LinkConditions;
  readonly #links = new Map<string, Link>();
  readonly #handlers = new Map<RegionId, MessageHandler<Message>>();
  readonly #beside: Pick<InProcessTransport, "impair"> | undefined;

  /**
   * @param usual the conditions of the link between two regions, in that direction.
   * @param beside another channel over the same links: neither waits for the other's messages, and what impairs one impairs both.
   */
  constructor(
    scheduler: Scheduler,
    usual: (from: RegionId, to: RegionId) => LinkConditions,
    beside?: Pick<InProcessTransport, "impair">,
  ) {
    this.#scheduler = scheduler;
    this.#usual = usual;
    this.#beside = beside;
  }

  send(from: RegionId, to: RegionId, message: Message): void {
    const link = this.#link(from, to);
    const { latencyMs, bytesPerSecond, loss } = link.conditions;
    if (link.lossOf.takes(loss)) return;
    const nowMs = this.#scheduler.monotonicMs();
    const startMs = Math.max(nowMs, link.busyUntilMs);
    if (startMs - nowMs > LONGEST_QUEUE_MS) return;
    link.busyUntilMs = startMs + (sizeOf(message) * 1000) / bytesPerSecond;
    this.#scheduler.after(link.busyUntilMs + latencyMs - nowMs, () => {
      // A line that was cut meanwhile loses what was on it.
      if (link.conditions.loss < 1) this.#handlers.get(to)?.(message, from);
    });
  }

  listen(regionId: RegionId, handler: MessageHandler<Message>): () => void {
    this.#handlers.set(regionId, handler);
    return () => {
      if (this.#handlers.get(regionId) === handler) this.#handlers.delete(regionId);
    };
  }

  /** Worsens a link in one direction until the function that is returned is called. */
  impair(from: RegionId, to: RegionId, impairment: LinkImpairment): () => void {
    const link = this.#link(from, to);
    // A copy, so that the same impairment twice counts twice.
    const entry = { ...impairment };
    const change = (): void => {
      link.conditions = impaired(link.usual, link.impairments);
      // What queued on a narrow line does not hold up a wide one.
      link.busyUntilMs = Math.min(link.busyUntilMs, this.#scheduler.monotonicMs());
    };
    link.impairments.add(entry);
    change();
    const mendBeside = this.#beside?.impair(from, to, impairment);
    return () => {
      link.impairments.delete(entry);
      change();
      mendBeside?.();
    };
  }

  /** A link's conditions at this moment. */
  conditions(from: RegionId, to: RegionId): LinkConditions {
    return this.#link(from, to).conditions;
  }

  #link(from: RegionId, to: RegionId): Link {
    const key = `${from}>${to}`;
    let link = this.#links.get(key);
    if (link === undefined) {
      const usual = this.#usual(from, to);
      link = { usual, impairments: new Set(), lossOf: new Loss(), conditions: usual, busyUntilMs: 0 };
      this.#links.set(key, link);
    }
    return link;
  }
}

function sizeOf(message: object): number {
  return ENVELOPE_BYTES + ("bytes" in message ? (message.bytes as Uint8Array).length : 0);
}
