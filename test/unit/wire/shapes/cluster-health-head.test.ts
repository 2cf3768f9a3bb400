import { readClusterHealthHead } from "../../../../src/wire/shapes/cluster-health-head";

const GOOD = {
  snapshot_ns: "18446744073709551615",
  regions: '{"0":"Healthy","7":"Offline"}',
  shards: "[1, 2]",
};

function read(
  members: Readonly<Record<string, string | Uint8Array>>,
): ReturnType<typeof readClusterHealthHead> {
  return readClusterHealthHead(
    new Map(Object.entries(members).map(([name, value]) => [name, Buffer.from(value as string)])),
  );
}

test("the head of a document is its time, to the last bit, what it thinks of regions, and its shards as bytes", () => {
  const head = read({ ...GOOD, total_entities: "12", unheard_of: "[" });

  expect(head.ok && head.value.snapshotNs).toBe(18_446_744_073_709_551_615n);
  expect(head.ok && [...head.value.regions]).toEqual([
    [0, "Healthy"],
    [7, "Offline"],
  ]);
  expect(head.ok && Buffer.from(head.value.shards).toString()).toBe("[1, 2]");
});

test.each<[Record<string, string | Uint8Array>, string]>([
  [{ snapshot_ns: "-1" }, "snapshot_ns: expected"],
  [{ snapshot_ns: "1.0" }, "snapshot_ns: expected"],
  [{ snapshot_ns: "1," }, "snapshot_ns: "],
  [{ regions: '{"0":"Well"}' }, "regions.0: expected"],
  [{ regions: '{"00":"Healthy"}' }, "regions"],
  [{ regions: "[]" }, "regions: expected"],
  [{ regions: Uint8Array.of(0x22, 0xff, 0x22) }, "regions: "],
  [{ regions: `"${"x".repeat(65_536)}"` }, "regions is longer than 64 KiB"],
  [{ shards: "{}" }, "shards: expected an array"],
  [{ shards: "" }, "shards: expected an array"],
])("%.50j is refused", (members, message) => {
  const head = read({ ...GOOD, ...members });
  expect(head.ok ? "" : head.message).toContain(message);
});

test.each(["snapshot_ns", "regions", "shards"])("a document without %s is refused by its name", (name) => {
  const members = new Map(Object.entries(GOOD).map(([key, value]) => [key, Buffer.from(value)]));
  members.delete(name);
  const head = readClusterHealthHead(members);
  expect(head.ok ? "" : head.message).toContain(name);
});
