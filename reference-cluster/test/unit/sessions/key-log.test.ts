import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KeyLog } from "../../../sessions/key-log";
import { temporaryDirectories } from "../../support/temporary-directories";

const newDirectory = temporaryDirectories();

function keyOf(number: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(number, 0);
  return bytes.toString("base64");
}

function open(directory: string): { readonly log: KeyLog; readonly keys: string[] } {
  const keys: string[] = [];
  return { log: KeyLog.open(directory, 10, (key) => keys.push(key)), keys };
}

describe("the keys on disk", () => {
  test("are the latest ones in their order, at least as many as asked for, in at most three files", () => {
    const directory = newDirectory();
    for (let number = 0; number < 100; number += 1) {
      const { log, keys } = open(directory);
      const least = Math.max(0, number - 10);
      expect(keys.slice(-10)).toEqual(Array.from({ length: number - least }, (_, at) => keyOf(least + at)));
      expect([keys.length <= 15, readdirSync(directory).length <= 3]).toEqual([true, true]);
      log.append([keyOf(number)]);
      log.close();
    }
  });

  test("lose the torn one at their end, and go on after the last whole one", () => {
    const directory = newDirectory();
    const { log } = open(directory);
    log.append([keyOf(1), keyOf(2)]);
    log.close();
    const path = join(directory, "keys-1");
    const bytes = readFileSync(path);
    for (let length = 0; length <= bytes.length; length += 1) {
      writeFileSync(path, bytes.subarray(0, length));
      const torn = open(directory);
      const whole = [keyOf(1), keyOf(2)].slice(0, Math.floor(length / 16));
      torn.log.append([keyOf(3)]);
      torn.log.close();
      const again = open(directory);
      again.log.close();
      expect([torn.keys, again.keys]).toEqual([whole, [...whole, keyOf(3)]]);
    }
  });
});
