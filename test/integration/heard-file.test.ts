import { eventually } from "../support/programs/eventually";
import { RunningExporter } from "../support/app/running-exporter";
import { someRows } from "../support/property-runs";

const CONFIG = "storage: { kind: file, path: FOLDER/state.json }\nhealth: { offline_after: 1500ms }\n";

let exporter: RunningExporter;

beforeEach(async () => {
  exporter = await RunningExporter.start(CONFIG);
});

afterEach(async () => {
  await exporter.remove();
});

const OFFLINE = 'tidaldb_region_health{region="1",state="offline"} 1';

async function isOffline(): Promise<boolean> {
  return (await exporter.text("/metrics")).includes(OFFLINE);
}

async function untilOffline(): Promise<void> {
  await eventually("region 1 is Offline", 20_000, async () => ((await isOffline()) ? true : undefined));
}

/** Starts it again with another file of what was heard. It writes its own when it ends. */
async function restartWith(heard: string): Promise<void> {
  await exporter.stop();
  await exporter.write("state.json.heard", heard);
  await exporter.restart();
}

function started(): Promise<readonly string[]> {
  return exporter.metrics("tidaldb_incident_started_timestamp_seconds");
}

test("a dead region stays Offline through a restart, as the same incident", async () => {
  await exporter.heartbeat({ shard_id: 3, region_id: 1 });
  await untilOffline();
  const [startedBefore = ""] = await started();
  await exporter.restart();
  expect(await isOffline()).toBe(true);
  const [startedAfter = ""] = await started();
  const [name, before] = startedBefore.split(" ");
  expect(startedAfter.startsWith(`${String(name)} `)).toBe(true);
  // Ages are kept in whole milliseconds, and the two clocks are read one after the other.
  expect(Math.abs(Number(startedAfter.split(" ")[1]) - Number(before))).toBeLessThan(0.1);
  expect(exporter.messages).toContain("what was heard before the start is remembered");
});

test.each(someRows(["", "tidaldb-exporter-heard 1\nkept 17", "{}"], 1))(
  "a file that cannot be used is a warning, and all else is as without: %j",
  async (text) => {
    await exporter.heartbeat({ shard_id: 3, region_id: 1 });
    await untilOffline();
    // Nothing is found out anew before it is asked for.
    await exporter.configure(CONFIG.replace("1500ms", "1h"));
    await restartWith(text);
    expect(await isOffline()).toBe(false);
    expect(exporter.messages).toContain(
      "what was heard before the start is not remembered: who is dead is found out anew",
    );
    await exporter.configure(CONFIG);
    await restartWith(text);
    await untilOffline();
  },
);

test("a folder in the place of the file stops nothing, not even the end", async () => {
  await exporter.stop();
  await exporter.makeFolder("state.json.heard.saving");
  await exporter.restart();
  await exporter.heartbeat({ shard_id: 3, region_id: 1 });
  await exporter.restart();
  expect(exporter.messages).toContain("what was heard could not be kept");
  expect((await exporter.request("/-/ready")).status).toBe(200);
});
