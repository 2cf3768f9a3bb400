import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sumOf } from "../clients/metric-values";
import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, standUnder } from "../stand-under";

const CONNECTIONS = 32;
const TOKEN = "a-token-that-may-do-everything";
const ACCEPTED = 'tidaldb_exporter_heartbeats_total{result="accepted"}';

/** Requests that have to be refused, as fast as they are answered. */
export const REJECTED_FLOOD: HardRun = {
  name: "rejected-flood",
  title: "Floods of what must be refused",
  thrown: ({ seconds }) =>
    `${CONNECTIONS} clients that send, as fast as they are answered and for ${seconds} s, garbage with a valid token, invalid ` +
    "and deeply nested heartbeats, wrong tokens, no tokens, unknown routes and methods, bodies that announce a gibibyte, " +
    "heads that are too large, and what is no HTTP at all.",
  isQuick: true,
  run: async (hardness) => {
    const { seconds } = hardness;
    const headers = { authorization: `Bearer ${TOKEN}` };
    const folder = await mkdtemp(join(tmpdir(), "hardening-"));
    await writeFile(join(folder, "token"), TOKEN);
    const exporter = await ExporterProgram.start({
      folder,
      config: { auth: { tokens: [{ name: "all", scopes: ["admin"], file: "FOLDER/token" }] } },
    });
    try {
      const { findings, counts, accepted } = await standUnder(exporter, {
        attacks: [["rejected-flood", CONNECTIONS]],
        tokens: [TOKEN],
        hardness,
        witness: { headers },
      });
      const inMetrics = await sumOf(exporter.port, ACCEPTED, headers);
      const answers = Object.entries(counts["rejected-flood"] ?? {});
      // 202 is the answer to a batch in which every single heartbeat is rejected.
      const wrong = answers.filter(([status]) => status !== "202" && !status.startsWith("4"));
      const total = answers.reduce((sum, [, count]) => sum + count, 0);
      return {
        findings: [
          ...findings,
          verdict(
            "every bad request is answered with 4xx, or with a report of what was rejected",
            total > 0 && wrong.length === 0,
            wrong.length === 0
              ? `${total.toLocaleString("en")} are`
              : wrong.map(([status, count]) => `${count} got ${status}`).join(", "),
          ),
          verdict(
            "no heartbeat is accepted but the good ones",
            inMetrics === accepted,
            `the exporter counts ${inMetrics}, the good sender ${accepted}`,
          ),
          ...counted({ "answers to bad requests, per second": Math.round(total / seconds) }),
          ...counted(counts["rejected-flood"]).map((each) => ({ ...each, what: `answered ${each.what}` })),
        ],
      };
    } finally {
      await exporter.remove();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
