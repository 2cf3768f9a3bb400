import type { Fault } from "./fault";
import { killRegion } from "./kill-region";
import { killShard } from "./kill-shard";
import { loseHeartbeats } from "./lose-heartbeats";
import { moveHome } from "./move-home";
import { partition } from "./partition";
import { replayHeartbeats } from "./replay-heartbeats";
import { limitHeartbeats } from "./limit-heartbeats";
import { reportLagTime } from "./report-lag-time";
import { skewClock } from "./skew-clock";
import { slowLink } from "./slow-link";
import { stallFollower } from "./stall-follower";
import { stepClockBack } from "./step-clock-back";
import { stopShipper } from "./stop-shipper";
import { twoLeaders } from "./two-leaders";

/** Every kind of fault, in the order in which they are listed. */
export const FAULTS: readonly Fault[] = [
  killRegion,
  killShard,
  partition,
  slowLink,
  stallFollower,
  stopShipper,
  skewClock,
  stepClockBack,
  replayHeartbeats,
  loseHeartbeats,
  moveHome,
  twoLeaders,
  reportLagTime,
  limitHeartbeats,
];
