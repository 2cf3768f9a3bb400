import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { AttackerProcess } from "../attackers/attacker-process";
import { registerShards } from "../clients/register-shards";
import { heartbeatBatch, senderClock } from "../clients/heartbeat-batch";
import type { HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";

const SHARDS = 5_000;
const SCRAPERS = 4;
const SENDERS = 4;
const GRACE_MS = 10_000;

/** What became of one request: its whole answer, a part of it, or none because nobody listened any more. */
type Ending = "whole" | "cut" | "refused";

/** SIGTERM while everything is under way. */
export const STOP_IN_THE_MIDDLE: HardRun = {
  name: "stop-in-the-middle",
  title: "SIGTERM in the middle of everything",
  thrown: () =>
    `SIGTERM while ${SCRAPERS} clients scrape ${SHARDS.toLocaleString("en")} shards without a pause, ${SENDERS} send heartbeats, 200 ` +
    "connections are idle and 50 requests trickle in.",
  isQuick: true,
  run: async () => {
    const exporter = await ExporterProgram.start({ config: { http: { request_timeout: "5s" } } });
    const attackers: AttackerProcess[] = [];
    try {
      const { port } = exporter;
      await registerShards(port, SHARDS, 2);
      attackers.push(await AttackerProcess.start("idle-connections", { port, connections: 200 }));
      attackers.push(await AttackerProcess.start("slow-bodies", { port, connections: 50 }));
      const clock = senderClock();
      const endings: Ending[] = [];
      const clients = [
        ...Array.from({ length: SCRAPERS }, () => askUntilRefused(port, () => SCRAPE, endings)),
        ...Array.from({ length: SENDERS }, (_, sender) => {
          const shards = { first: 60_000 + 10 * sender, count: 10, followers: 2 };
          return askUntilRefused(port, () => post(heartbeatBatch(shards, clock())), endings);
        }),
      ];
      await delay(1_000);
      const before = endings.length;
      const startedMs = performance.now();
      const { code } = await exporter.stop("SIGTERM");
      const tookMs = performance.now() - startedMs;
      await Promise.all(clients);
      const cut = endings.filter((ending) => ending === "cut").length;
      const afterwards = endings.slice(before).filter((ending) => ending === "whole").length;
      return {
        findings: [
          verdict("no answer is cut short", cut === 0, cut),
          verdict(
            "it ends with 0",
            code === 0,
            code === 0 ? "0" : `${String(code)}: ${exporter.lastLines.join(" ")}`,
          ),
          verdict(
            `it ends within its grace of ${GRACE_MS / 1000} s`,
            tookMs < GRACE_MS + 1_000,
            `${Math.round(tookMs)} ms`,
          ),
          verdict("what was under way is answered", afterwards > 0, `${afterwards} answers after the signal`),
          figure("answers before the signal", before),
        ],
      };
    } finally {
      for (const attacker of attackers) await attacker.stop();
      await exporter.remove();
    }
  },
};

const SCRAPE = "GET /metrics HTTP/1.1\r\nHost: exporter\r\nConnection: close\r\n\r\n";

function post(body: string): string {
  return (
    "POST /api/v1/heartbeats HTTP/1.1\r\nHost: exporter\r\nContent-Type: application/json\r\nConnection: close\r\n" +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

async function askUntilRefused(port: number, request: () => string, endings: Ending[]): Promise<void> {
  for (;;) {
    const ending = await askOnce(port, request());
    endings.push(ending);
    if (ending === "refused") return;
  }
}

/**
 * One request on a connection of its own. A connection that was still in the listen queue when the port was closed ends
 * without a byte: nothing was taken from it, so it counts as refused.
 */
function askOnce(port: number, request: string): Promise<Ending> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const chunks: string[] = [];
    socket.setEncoding("latin1");
    socket.on("connect", () => socket.write(request));
    socket.on("data", (text: string) => chunks.push(text));
    socket.on("error", () => undefined); // "close" follows; what arrived decides.
    socket.on("close", () => {
      const text = chunks.join("");
      if (text === "") resolve("refused");
      else resolve(isWhole(text) ? "whole" : "cut");
    });
  });
}

function isWhole(answer: string): boolean {
  const bodyAt = answer.indexOf("\r\n\r\n") + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, bodyAt))?.[1];
  return length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length - bodyAt === Number(length);
}
