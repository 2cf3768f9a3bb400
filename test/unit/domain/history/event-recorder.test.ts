import { EventLog } from "../../../../src/domain/history/event-log";
import { EventRecorder, MOST_MINOR, MOST_OF_A_KIND } from "../../../../src/domain/history/event-recorder";
import type { EventDraft } from "../../../../src/domain/terms/cluster-event";

const SECOND_NS = 1_000_000_000n;
const START_NS = 1_767_225_600n * SECOND_NS;

function draft(parts: Partial<EventDraft> = {}): EventDraft {
  return { kind: "region_changed", atNs: START_NS, title: "it went", ...parts };
}

let log: EventLog;
let recorder: EventRecorder;

beforeEach(() => {
  log = new EventLog();
  recorder = new EventRecorder(log);
});

function record(times: number, parts: Partial<EventDraft> = {}, isMinor = false): void {
  for (let i = 0; i < times; i += 1) recorder.record(draft(parts), { isMinor });
}

function titles(): readonly string[] {
  return log.events.map(({ title }) => title);
}

test.each([
  [false, MOST_OF_A_KIND],
  [true, MOST_MINOR],
])("records so many of a kind in half a minute, then counts (minor: %s)", (isMinor, most) => {
  record(most + 3, {}, isMinor);
  expect(log.events).toHaveLength(most);
  recorder.settle(START_NS + 29n * SECOND_NS);
  expect(log.events).toHaveLength(most);
  recorder.settle(START_NS + 30n * SECOND_NS);

  expect(log.events.slice(most)).toMatchObject([
    {
      kind: "events_omitted",
      title: "3 more events were left out, because very many came at once",
      counts: new Map([["region_changed", 3]]),
    },
  ]);
});

test("minor ones take no room of the others", () => {
  record(MOST_MINOR + 1, {}, true);
  record(1, { title: "important" });

  expect(titles().at(-1)).toBe("important");
});

test("what is left out is told before the first event of the next half minute", () => {
  record(MOST_OF_A_KIND + 1);
  record(1, { title: "later", atNs: START_NS + 31n * SECOND_NS });

  expect(titles().slice(-2)).toEqual(["1 more event was left out, because very many came at once", "later"]);
});

test("a clock that is set back leaves nothing out for longer", () => {
  record(MOST_OF_A_KIND + 1);
  record(1, { title: "before", atNs: START_NS - 3600n * SECOND_NS });

  expect(titles().at(-1)).toBe("before");
});

test("at the end says what was left out, and nothing where nothing was", () => {
  recorder.finish(START_NS);
  expect(titles()).toEqual([]);
  record(MOST_OF_A_KIND + 2);
  recorder.finish(START_NS);
  recorder.finish(START_NS);

  expect(titles().slice(MOST_OF_A_KIND)).toEqual([
    "2 more events were left out, because very many came at once",
  ]);
});

test("cuts a title that is too long", () => {
  record(1, { title: "x".repeat(10_000) });

  expect(titles()[0]).toHaveLength(400);
});
