import { impairBothDirections } from "./both-directions";
import { defineFault } from "./fault";
import { durationParameter, numberParameter, regionParameter } from "./fault-parameters";

const FASTEST_BYTES_PER_SECOND = 1_000_000_000;

/** The line between two regions is long, narrow or lossy. */
export const slowLink = defineFault({
  name: "slow-link",
  summary: "Slows the replication between two regions, in both directions.",
  example: "region=us-east&peer=ap-south&bandwidth=2000",
  parameters: (layout) => ({
    region: regionParameter(layout),
    peer: regionParameter(layout, "the other region"),
    latency: durationParameter("what each message takes longer").optional(),
    bandwidth: numberParameter("bytes a second at most", 1, FASTEST_BYTES_PER_SECOND).optional(),
    loss: numberParameter("part of the messages that is lost, 0 to 1", 0, 1).optional(),
  }),
  begin: ({ transport }, { region, peer, latency, bandwidth, loss }) => {
    if (latency === undefined && bandwidth === undefined && loss === undefined) {
      return {
        ok: false,
        message: "nothing would be slow; give at least one of latency, bandwidth and loss",
      };
    }
    return impairBothDirections(transport, region, peer, {
      extraLatencyMs: latency ?? 0,
      bytesPerSecond: bandwidth ?? Infinity,
      loss: loss ?? 0,
    });
  },
});
