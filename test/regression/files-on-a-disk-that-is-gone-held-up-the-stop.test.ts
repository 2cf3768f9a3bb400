import type { SourceSecretsResult } from "../../src/config/source-files";
import type { SourceConfig } from "../../src/config/sources";
import { SourceFiles } from "../../src/sources/source-files";

const CONFIG: SourceConfig = {
  name: "a",
  url: "http://127.0.0.1:1/",
  intervalMs: 5_000,
  timeoutMs: 4_000,
  maxBodyBytes: 1024,
  credentials: undefined,
  tls: undefined,
};
const SECRETS: SourceSecretsResult = { ok: true, value: { authorization: "Bearer x", tls: undefined } };
const NO_ANSWER = {
  ok: false,
  error: "files",
  message: "its files cannot be read: their disk does not answer",
};

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** A disk that answers when it is told to. */
function slowDisk() {
  const readings: ((read: SourceSecretsResult) => void)[] = [];
  const files = new SourceFiles(CONFIG, () => new Promise((resolve) => readings.push(resolve)));
  return { files, readings };
}

/** The poll never ended: nothing counted it, the source seemed to be well, and a stop waited for it for good. */
test("a poll whose files cannot be read fails when its time is over, those behind it at once", async () => {
  const { files, readings } = slowDisk();
  const stop = new AbortController();
  const first = files.read(stop.signal);
  await jest.advanceTimersByTimeAsync(4_000);

  expect(await first).toEqual(NO_ANSWER);
  expect(await files.read(stop.signal)).toEqual(NO_ANSWER);
  expect(readings).toHaveLength(1);

  readings[0]?.(SECRETS);
  await jest.advanceTimersByTimeAsync(0);
  const next = files.read(stop.signal);
  readings[1]?.(SECRETS);
  expect(await next).toEqual(SECRETS);
});

test("a stop waits for no file", async () => {
  const { files } = slowDisk();
  const stop = new AbortController();
  const read = files.read(stop.signal);
  stop.abort();

  expect(await read).toEqual(NO_ANSWER);
});

test("what is wrong with a file is said with its setting, and what is no answer at all is thrown", async () => {
  const { signal } = new AbortController();
  const problem: SourceSecretsResult = { ok: false, key: ["tls_config", "ca_file"], message: "x is empty" };
  const wrong = new SourceFiles(CONFIG, () => Promise.resolve(problem));
  const broken = new SourceFiles(CONFIG, () => Promise.reject(new Error("a defect")));

  expect(await wrong.read(signal)).toEqual({
    ok: false,
    error: "files",
    message: "tls_config.ca_file: x is empty",
  });
  await expect(broken.read(signal)).rejects.toThrow("a defect");
});
