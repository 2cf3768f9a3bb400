import { HashRouter } from "./hash-router";
import { RangeRouter } from "./range-router";
import { SingleRouter } from "./single-router";
import type { RoutingStrategy, ShardRouter } from "./shard-router";

/** The router of that strategy over shards numbered from 0. `single` uses shard 0 alone. */
export function createRouter(strategy: RoutingStrategy, shardCount: number): ShardRouter {
  switch (strategy) {
    case "single":
      return new SingleRouter();
    case "hash":
      return new HashRouter(shardCount);
    case "range":
      return RangeRouter.even(shardCount);
  }
}
