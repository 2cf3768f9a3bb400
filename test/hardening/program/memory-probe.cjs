/**
 * Loaded into the exporter before its own code: collects garbage and reports its memory when the hardening run asks. It
 * listens on the channel between the two processes only, and keeps neither alive.
 */
const { setTimeout: delay } = require("node:timers/promises");

/** Closed handles are freed a turn or two after they were closed, and what they held only after that. */
const ROUNDS = 3;
const BETWEEN_MS = 50;

process.on("message", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    global.gc();
    await delay(BETWEEN_MS);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ retainedBytes: heapUsed + external, rssBytes: rss });
});
// The run is gone, perhaps killed: nobody would end this exporter any more.
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.channel.unref();
