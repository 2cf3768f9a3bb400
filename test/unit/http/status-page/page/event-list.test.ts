import { EventLog } from "../../../../../src/domain/history/event-log";
import { eventList } from "../../../../../src/http/status-page/page/event-list";

test("the latest 25 events are shown, the latest first, and how many came before", () => {
  const log = new EventLog();
  for (let count = 1; count <= 30; count += 1) {
    log.add({ kind: "config_reloaded", atNs: BigInt(count) * 1_000_000_000n, title: `title ${count}` });
  }
  const { source } = eventList(log);
  const titles = [...source.matchAll(/title \d+/g)].map(String);
  expect(titles).toHaveLength(25);
  expect([titles[0], titles[24]]).toEqual(["title 30", "title 6"]);
  expect(source).toContain("config reloaded");
  expect(source).toContain("1970-01-01T00:00:30Z");
  expect(source).toContain("And 5 before, all in /api/v1/events.");
});
