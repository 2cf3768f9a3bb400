import { LineDraft } from "../../../../src/metrics/rendered/line-draft";
import { LiveCaptures } from "../../../../src/metrics/rendered/live-captures";
import { isTooLarge, PAGE_LIMITS, PageList } from "../../../../src/metrics/rendered/page-list";

function listOf(keys: Iterable<number>, followersEach = 0): PageList {
  const list = new PageList({ replicaLines: 1, followerMetrics: 1 }, new LiveCaptures());
  for (const key of keys) {
    const page = list.pageFor(key);
    const row = page.insertRow(key, key);
    const lines = new LineDraft();
    lines.addEmpty(followersEach);
    page.replaceFollowers(row, [...Array(followersEach).keys()], [lines]);
    if (isTooLarge(page)) list.split(page, row);
  }
  return list;
}

/** The slots of all rows, in order, by page. */
function slotsIn({ pages }: PageList): (number | undefined)[][] {
  return pages.map((page) => Array.from({ length: page.rowCount }, (_, row) => page.slotAt(row)));
}

const ascending = Array.from({ length: 1_000 }, (_, i) => i);
const scattered = ascending.map((i) => (i * 7_919) % 1_000);

test.each([
  ["ascending", ascending],
  ["descending", [...ascending].reverse()],
  ["scattered", scattered],
])("keys that come %s are in order, on pages that are not too large", (_how, keys) => {
  const slots = slotsIn(listOf(keys));
  expect(slots.flat()).toEqual(ascending);
  expect(Math.max(...slots.map(({ length }) => length))).toBeLessThanOrEqual(PAGE_LIMITS.rows);
});

test("keys that come in order leave full pages behind", () => {
  expect(listOf(ascending).pages).toHaveLength(Math.ceil(1_000 / PAGE_LIMITS.rows));
});

test("rows with many followers are on small pages, one that has too many by itself on its own", () => {
  const many = PAGE_LIMITS.followers / 4;
  expect(slotsIn(listOf([1, 2, 3, 4, 5], many))).toEqual([[1, 2, 3, 4], [5]]);
  expect(slotsIn(listOf([1, 2], PAGE_LIMITS.followers + 1))).toEqual([[1], [2]]);
});

test("a page that is taken out is not given rows any more", () => {
  const list = listOf([1]);
  const page = list.pageFor(1);
  list.remove(page);
  expect(list.pages).toEqual([]);
  expect(list.pageFor(1)).not.toBe(page);
});
