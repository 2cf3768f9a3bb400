import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { FileStore } from "../../src/store/file/file-store";
import { buildWriter } from "../support/store/file-store-build";
import { generation, generationOf } from "../support/store/file-store-generation";
import { WriterProcess } from "../support/store/file-store-writer-process";

let directory: string;
let program: string;
let statePath: string;
let writers: WriterProcess[];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "file-store-process-"));
  program = buildWriter(join(directory, "program"));
});

beforeEach(() => {
  statePath = join(mkdtempSync(join(directory, "state-")), "state.json");
  writers = [];
});

afterEach(async () => {
  await Promise.all(writers.map((writer) => writer.kill()));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

async function startWriter(fileSizeBlocks?: number): Promise<WriterProcess> {
  const writer = new WriterProcess(program, statePath, fileSizeBlocks);
  writers.push(writer);
  writer.tell("open");
  await writer.said("opened", "refused");
  return writer;
}

async function keptGeneration(): Promise<number> {
  const store = await FileStore.open(statePath);
  try {
    return generationOf(await store.load());
  } finally {
    await store.close();
  }
}

test("a second process is refused with a message that names the first, and told what to do", async () => {
  const holder = await startWriter();
  const refusal = FileStore.open(statePath);
  await expect(refusal).rejects.toThrow(`is held by process ${holder.pid} on host ${hostname()} since 20`);
  await expect(refusal).rejects.toThrow("Stop that process, or give this one a storage.path of its own");
});

test("a holder that is stopped for however long stays the holder, and saves on when it continues", async () => {
  const holder = await startWriter();
  holder.signal("SIGSTOP");
  await expect(FileStore.open(statePath)).rejects.toThrow(`is held by process ${holder.pid}`);
  holder.signal("SIGCONT");
  holder.tell("save 7 10");
  expect(await holder.said("saved", "failed")).toBe("saved 7");
});

test("a holder that was killed while stopped holds nothing any more", async () => {
  const holder = await startWriter();
  holder.tell("save 7 10");
  await holder.said("saved", "failed");
  holder.signal("SIGSTOP");
  await holder.kill();
  expect(await keptGeneration()).toBe(7);
});

test("a holder whose lock file was removed saves no more, once another process holds the state", async () => {
  const first = await startWriter();
  rmSync(`${statePath}.lock`);
  const second = await startWriter();
  second.tell("save 2 10");
  expect(await second.said("saved", "failed")).toBe("saved 2");
  first.tell("save 1 10");
  expect(await first.said("saved", "failed")).toMatch(
    /^failed StoreError: .* is no longer ours: .* was removed/,
  );
  await second.kill();
  expect(await keptGeneration()).toBe(2);
});

test("a file that cannot grow is reported with the next step, and the state from before stays in place", async () => {
  const writer = await startWriter(16);
  writer.tell("save 1 10");
  expect(await writer.said("saved", "failed")).toBe("saved 1");
  const before = readFileSync(statePath, "utf8");
  // The kernel takes the first part of the write and refuses the rest, as it does on a full disk.
  writer.tell("save 2 5000");
  expect(await writer.said("failed")).toMatch(
    /^failed StoreError: cannot save to .*state\.json: EFBIG.*ulimit -f/,
  );
  expect(readFileSync(statePath, "utf8")).toBe(before);
  expect(existsSync(`${statePath}.saving`)).toBe(false);
  writer.tell("save 3 10");
  await writer.said("saved 3");
  await writer.kill();
  expect(await keptGeneration()).toBe(3);
});

test("a process that cannot write a single byte can still open the state and read it", async () => {
  const before = await FileStore.open(statePath);
  await before.save(generation(5));
  await before.close();
  const writer = await startWriter(0);
  expect(writer.lines).toEqual(["opened 5"]);
  await expect(FileStore.open(statePath)).rejects.toThrow("is held by another process");
  writer.tell("save 6 10");
  expect(await writer.said("saved", "failed")).toMatch(/^failed StoreError: .*EFBIG/);
  await writer.kill();
  expect(await keptGeneration()).toBe(5);
});

test("what a killed process left half written is removed by the next one that opens the state", async () => {
  writeFileSync(`${statePath}.saving`, '{"version": 1, "topo');
  expect(await keptGeneration()).toBe(0);
  expect(existsSync(`${statePath}.saving`)).toBe(false);
});
