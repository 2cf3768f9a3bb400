import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, standUnder } from "../stand-under";

const CONNECTIONS = 200;
const REQUEST_TIMEOUT_SECONDS = 1;
/** Node looks for late requests every so often; the witness and the attackers need some of the processor too. */
const TOLERANCE_MS = 5_000;

/** Heads and bodies that trickle in, byte by byte, and never end. */
export const SLOW_SENDERS: HardRun = {
  name: "slow-senders",
  title: "Slow senders",
  thrown: ({ seconds }) =>
    `${CONNECTIONS} clients that send the head of a request one byte at a time and ${CONNECTIONS} that send its body so, ` +
    `each back at once when it is cut off, for ${seconds} s. \`http.request_timeout\` is ${REQUEST_TIMEOUT_SECONDS} s.`,
  isQuick: true,
  run: async (hardness) => {
    const exporter = await ExporterProgram.start({
      config: { http: { request_timeout: `${REQUEST_TIMEOUT_SECONDS}s` } },
    });
    try {
      const { findings, counts } = await standUnder(exporter, {
        attacks: [
          ["slow-heads", CONNECTIONS],
          ["slow-bodies", CONNECTIONS],
        ],
        // Long enough for some to be cut off.
        hardness: { ...hardness, seconds: Math.max(hardness.seconds, 2 * REQUEST_TIMEOUT_SECONDS) },
      });
      const longestMs = Math.max(...Object.values(counts).map((each) => each["longest held, ms"] ?? 0));
      const ended = Object.values(counts).every((each) => (each["ended by the exporter"] ?? 0) > 0);
      const what = `no slow request lives longer than ${REQUEST_TIMEOUT_SECONDS * 1000 + TOLERANCE_MS} ms`;
      return {
        findings: [
          ...findings,
          verdict(
            what,
            ended && longestMs <= REQUEST_TIMEOUT_SECONDS * 1000 + TOLERANCE_MS,
            `${longestMs} ms`,
          ),
          ...Object.entries(counts).flatMap(([name, each]) =>
            counted(each).map((finding) => ({ ...finding, what: `${name}: ${finding.what}` })),
          ),
        ],
      };
    } finally {
      await exporter.remove();
    }
  },
};
