import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClusterEvent } from "../../../../src/domain/terms/cluster-event";
import { EventsFile } from "../../../../src/store/file/events-file";

const FIRST: ClusterEvent = {
  id: 5,
  kind: "config_reloaded",
  atNs: 1_767_225_600_123_456_789n,
  title: "first",
};
const SECOND: ClusterEvent = { ...FIRST, id: 6, title: "second" };

const FIRST_TEXT =
  '{"id":5,"kind":"config_reloaded","at_ns":1767225600123456789,"time":"2026-01-01T00:00:00.123Z","title":"first"}\n';
const SECOND_TEXT = FIRST_TEXT.replace('"id":5', '"id":6').replace("first", "second");
const HEAD = "tidaldb-exporter-events 1 4\n";

const noTurn = (): Promise<void> => Promise.resolve();

let folder: string;
let file: EventsFile;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "events-file-"));
  file = new EventsFile(join(folder, "state.json"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function written(): Promise<string> {
  return readFile(file.path, "utf8");
}

async function loaded(text: string): Promise<unknown> {
  await writeFile(file.path, text);
  return file.load(noTurn);
}

test("has an event a line, which a person can read", async () => {
  const bytes = await file.replace({ events: [FIRST], goneUpTo: 4 });
  const more = await file.append([SECOND]);

  expect(await written()).toBe(HEAD + FIRST_TEXT + SECOND_TEXT);
  expect(bytes + more).toBe((await stat(file.path)).size);
});

test("is for its owner only", async () => {
  await file.replace({ events: [], goneUpTo: 0 });

  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
});

test("gives back what was written", async () => {
  await file.replace({ events: [FIRST], goneUpTo: 4 });
  await file.append([SECOND]);

  expect(await file.load(noTurn)).toEqual({ events: [FIRST, SECOND], goneUpTo: 4, unreadable: 0 });
});

test("is nothing where there is none", async () => {
  expect(await file.load(noTurn)).toBeUndefined();
});

test.each([
  ["a torn last line", HEAD + FIRST_TEXT + SECOND_TEXT.slice(0, 30)],
  ["a torn line in the middle", `${HEAD}${SECOND_TEXT.slice(0, 30)}\n${FIRST_TEXT}`],
  ["a last line without its end", HEAD + FIRST_TEXT + SECOND_TEXT.trimEnd()],
  ["an event that is there twice", HEAD + FIRST_TEXT + FIRST_TEXT],
  ["an event in the wrong place", HEAD + FIRST_TEXT + FIRST_TEXT.replace('"id":5', '"id":2')],
  ["an id without room behind it", HEAD + FIRST_TEXT + FIRST_TEXT.replace('"id":5', '"id":9007199254740991')],
  ["bytes that are no text", `${HEAD}${FIRST_TEXT}\u0000\u0001\n`],
  ["a line of another program", `${HEAD}${FIRST_TEXT}{"id":7}\n`],
  ["a line that is far too long", `${HEAD}${FIRST_TEXT}${"x".repeat(100_000)}\n`],
])("%s costs that line only", async (_what, text) => {
  expect(await loaded(text)).toEqual({ events: [FIRST], goneUpTo: 4, unreadable: 1 });
});

test("cut off at any byte, has the events before, or is none of ours", async () => {
  const whole = HEAD + FIRST_TEXT + SECOND_TEXT;
  for (let length = 0; length <= whole.length; length += 1) {
    const expected =
      length < HEAD.length
        ? undefined
        : [FIRST, SECOND].slice(0, whole.slice(HEAD.length, length).split("\n").length - 1);
    const found = await loaded(whole.slice(0, length)).catch(() => undefined);
    expect((found as { events?: unknown } | undefined)?.events).toEqual(expected);
  }
});

test("takes an event of a kind that only a later version knows", async () => {
  expect(await loaded(HEAD + FIRST_TEXT.replace("config_reloaded", "moon_eclipsed"))).toMatchObject({
    events: [{ ...FIRST, kind: "moon_eclipsed" }],
  });
});

test.each(["", "{}\n", "tidaldb-exporter-events 2 4\n", "tidaldb-exporter-heard 1\n"])(
  "is refused as a whole when its first line is none of ours: %j",
  async (text) => {
    await expect(loaded(text)).rejects.toThrow(
      `${file.path} cannot be understood: its first line is not that of a file of events`,
    );
  },
);

test("is moved aside, and can be written again then", async () => {
  await writeFile(file.path, "somebody else's");
  await file.moveAside();
  await file.replace({ events: [], goneUpTo: 4 });

  expect(await readFile(file.asidePath, "utf8")).toBe("somebody else's");
  expect(await written()).toBe(HEAD);
});

test("a folder in its place is an error that says so", async () => {
  await mkdir(file.path);

  await expect(file.load(noTurn)).rejects.toThrow(
    `${file.path} cannot be understood: expected a file of at most 67108864 bytes`,
  );
  await expect(file.append([FIRST])).rejects.toThrow(`cannot write ${file.path}: EISDIR`);
});
