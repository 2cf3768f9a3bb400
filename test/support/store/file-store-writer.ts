import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { FileStore } from "../../../src/store/file/file-store";
import { generation, generationOf } from "./file-store-generation";

/** Not `process.stdout`: touching it makes the pipe asynchronous. */
const STDOUT = 1;

/**
 * A program that owns a state file and does what it is told, line by line:
 *
 * - `open`: opens the store; says `opened <generation>` or `refused <message>`.
 * - `save <generation> <tenants>`: says `saved <generation>` or `failed <message>`.
 * - `loop`: saves one generation after the other without end; says `saving <n>` before and `saved <n>` after each.
 * - `close`: closes the store and ends.
 *
 * What it says is written synchronously: a word that was said before a kill has arrived.
 */
async function main(statePath: string): Promise<void> {
  let store: FileStore | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, ...numbers] = line.split(" ");
    if (command === "open") {
      store = await openAndTell(statePath);
    } else if (!store) {
      throw new Error(`told to ${line} before open`);
    } else if (command === "save") {
      await saveAndTell(store, Number(numbers[0]), Number(numbers[1]));
    } else if (command === "loop") {
      await saveForEver(store);
    } else {
      await store.close();
      return;
    }
  }
}

async function openAndTell(statePath: string): Promise<FileStore | undefined> {
  try {
    const store = await FileStore.open(statePath);
    say(`opened ${generationOf(await store.load())}`);
    return store;
  } catch (error) {
    say(`refused ${String(error)}`);
    return undefined;
  }
}

async function saveAndTell(store: FileStore, number: number, tenantCount: number): Promise<void> {
  try {
    await store.save(generation(number, tenantCount));
    say(`saved ${number}`);
  } catch (error) {
    say(`failed ${String(error)}`);
  }
}

async function saveForEver(store: FileStore): Promise<never> {
  for (let number = generationOf(await store.load()) + 1; ; number += 1) {
    say(`saving ${number}`);
    await store.save(generation(number));
    say(`saved ${number}`);
  }
}

function say(line: string): void {
  writeSync(STDOUT, `${line}\n`);
}

void main(process.argv[2] ?? "");
