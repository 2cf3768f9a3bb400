import { executionAsyncResource } from "node:async_hooks";

/** Where a storage of Node 20 and 22 keeps what it has for the code that runs. */
const STORE = /^Symbol\(kResourceStore\)$/;

/** Each test file's jest had one, and all of them hooked every promise of the process. */
test("jest follows no promise to know in which test it is", async () => {
  await Promise.resolve();
  const kept = Object.getOwnPropertySymbols(executionAsyncResource()).filter((key) =>
    STORE.test(String(key)),
  );
  expect(kept).toEqual([]);
});
