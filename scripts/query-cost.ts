import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { QUERY_COST_SIZES, queryCostMarkdown } from "../test/support/query-cost/query-cost-markdown";
import { queryCosts } from "../test/support/query-cost/query-cost";
import type { QueryCost } from "../test/support/query-cost/query-cost";

const DOCUMENT = join(__dirname, "..", "docs", "query-cost.md");

async function measure(): Promise<void> {
  const costs: (readonly QueryCost[])[] = [];
  for (const size of QUERY_COST_SIZES) {
    console.log(`${size.shards} shards ...`);
    costs.push(await queryCosts(size));
  }
  writeFileSync(DOCUMENT, queryCostMarkdown(costs));
}

measure().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
