/** How a link from one region to another behaves. */
export interface LinkConditions {
  /** Milliseconds from the moment that a message is on the line until it arrives. */
  readonly latencyMs: number;
  /** Infinity: unlimited. */
  readonly bytesPerSecond: number;
  /** The part of the messages that gets lost, 0 to 1. */
  readonly loss: number;
}

/** What is wrong with a link beyond its usual conditions. Several add up. */
export interface LinkImpairment {
  readonly extraLatencyMs?: number;
  readonly bytesPerSecond?: number;
  readonly loss?: number;
}

/** The conditions with all impairments: latencies add up, the narrowest bandwidth counts, losses are independent. */
export function impaired(usual: LinkConditions, impairments: Iterable<LinkImpairment>): LinkConditions {
  let { latencyMs, bytesPerSecond, loss } = usual;
  for (const impairment of impairments) {
    latencyMs += impairment.extraLatencyMs ?? 0;
    bytesPerSecond = Math.min(bytesPerSecond, impairment.bytesPerSecond ?? Infinity);
    loss = 1 - (1 - loss) * (1 - (impairment.loss ?? 0));
  }
  return { latencyMs, bytesPerSecond, loss };
}
