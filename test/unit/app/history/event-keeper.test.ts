import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { EventKeeper } from "../../../../src/app/history/event-keeper";
import { EventLog } from "../../../../src/domain/history/event-log";
import { EventsFile } from "../../../../src/store/file/events-file";
import { eventually } from "../../../support/programs/eventually";

let folder: string;
let file: EventsFile;
let log: EventLog;
let logged: string[];
let keeper: EventKeeper;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "event-keeper-"));
  file = new EventsFile(join(folder, "state.json"));
  log = new EventLog();
  logged = [];
  const write = (line: string): void => void logged.push((JSON.parse(line) as { msg: string }).msg);
  keeper = new EventKeeper(log, file, pino({}, { write }), undefined);
});

afterEach(async () => {
  await keeper.finish();
  await rm(folder, { recursive: true });
});

function add(...titles: readonly string[]): void {
  for (const title of titles) log.add({ kind: "config_reloaded", atNs: 1n, title });
}

async function kept(): Promise<readonly string[]> {
  const text = await readFile(file.path, "utf8").catch(() => "");
  return [...text.matchAll(/"title":"(\w+)"/g)].map((match) => match[1] ?? "");
}

function untilKept(count: number): Promise<readonly string[]> {
  return eventually(`${count} events are kept`, 5_000, async () => {
    const titles = await kept();
    return titles.length === count ? titles : undefined;
  });
}

test("keeps what is there, and each event that comes", async () => {
  add("a");
  keeper.start();
  await untilKept(1);
  add("b", "c");

  expect(await untilKept(3)).toEqual(["a", "b", "c"]);
});

test("keeps at the end what came last", async () => {
  keeper.start();
  add("a", "b");
  await keeper.finish();

  expect(await kept()).toEqual(["a", "b"]);
});

test("keeps in memory what cannot be written, says so once, and writes all of it when it can", async () => {
  const inTheWay = `${file.path}.saving`;
  await mkdir(inTheWay);
  keeper.start();
  add("a");
  await eventually("it has failed", 5_000, () => Promise.resolve(keeper.unkept === 1 ? true : undefined));
  add("b");
  await keeper.finish();
  expect(keeper.unkept).toBe(2);
  await rm(inTheWay, { recursive: true });
  await keeper.finish();

  expect(await kept()).toEqual(["a", "b"]);
  expect(keeper.unkept).toBe(0);
  expect(logged).toEqual([
    "events could not be kept; they are in memory until they can",
    "events are kept again",
  ]);
});

test("writes the file anew when it has many lines of events that are gone", async () => {
  const many = new EventLog(10);
  await file.replace({ events: [], goneUpTo: 0 });
  const busy = new EventKeeper(many, file, pino({ enabled: false }), 15_000);
  busy.start();
  for (let i = 0; i < 30; i += 1) many.add({ kind: "config_reloaded", atNs: 1n, title: `e${i}` });
  await busy.finish();
  many.add({ kind: "config_reloaded", atNs: 1n, title: "last" });
  await busy.finish();

  expect(await kept()).toEqual(["e21", "e22", "e23", "e24", "e25", "e26", "e27", "e28", "e29", "last"]);
});
