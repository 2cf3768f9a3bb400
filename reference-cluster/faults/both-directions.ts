import type { RegionId } from "#exporter/domain/terms/ids";
import type { InProcessTransport } from "../replication/in-process-transport";
import type { LinkImpairment } from "../replication/link-conditions";
import type { FaultStart } from "./fault";

/** Impairs the links between two regions, there and back. */
export function impairBothDirections(
  transport: InProcessTransport,
  region: RegionId,
  peer: RegionId,
  impairment: LinkImpairment,
): FaultStart {
  if (region === peer) return { ok: false, message: "region and peer are the same; name two regions" };
  const there = transport.impair(region, peer, impairment);
  const back = transport.impair(peer, region, impairment);
  return {
    ok: true,
    value: {
      end: () => {
        there();
        back();
      },
    },
  };
}
