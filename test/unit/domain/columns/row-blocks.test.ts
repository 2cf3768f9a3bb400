import fc from "fast-check";

import { RowBlocks } from "../../../../src/domain/columns/row-blocks";
import { propertyRuns } from "../../../support/property-runs";

describe("RowBlocks", () => {
  test("blocks that are out never overlap, and all lie below the count of rows", () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 20 })), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (plan) => {
        const blocks = new RowBlocks();
        const out: [start: number, count: number][] = [];
        for (const [takes, n] of plan) {
          if (takes) out.push([blocks.take(n), n]);
          else {
            const [back] = out.splice(n % Math.max(1, out.length), 1);
            if (back) blocks.release(...back);
          }
        }
        const rows = out.flatMap(([start, count]) => Array.from({ length: count }, (_, i) => start + i));
        expect(new Set(rows).size).toBe(rows.length);
        for (const row of rows) expect(row).toBeLessThan(blocks.rowCount);
      }),
      propertyRuns(),
    );
  });

  test("a block that came back is given to the next who needs about as much, and no room is lost", () => {
    const blocks = new RowBlocks();
    const start = blocks.take(3);
    blocks.release(start, 3);
    expect(blocks.take(4)).toBe(start);
    expect(blocks.rowCount).toBe(4);
  });

  test("nothing takes up no room", () => {
    const blocks = new RowBlocks();
    expect(blocks.take(0)).toBe(0);
    blocks.release(0, 0);
    expect(blocks.rowCount).toBe(0);
  });
});
