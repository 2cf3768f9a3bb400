import { setTimeout as delay } from "node:timers/promises";

import { AttackerProcess } from "../attackers/attacker-process";
import { heartbeatBatch, senderClock } from "../clients/heartbeat-batch";
import { RawRequest } from "../clients/raw-request";
import type { Ending } from "../clients/raw-request";
import { registerShards } from "../clients/register-shards";
import type { Finding, HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";

/** A scrape of so many does not fit into the buffers of a connection: it is under way until its reader goes on. */
const SHARDS = 20_000;
const SCRAPERS = 2;
const SENDERS = 4;
const GRACE_MS = 10_000;
/** As long the clients in the middle of something hold still after the signal. */
const HOLD_MS = 1_000;

/** SIGTERM while everything is under way. */
export const STOP_IN_THE_MIDDLE: HardRun = {
  name: "stop-in-the-middle",
  title: "SIGTERM in the middle of everything",
  thrown: () =>
    `SIGTERM while ${SCRAPERS} clients scrape ${SHARDS.toLocaleString("en")} shards without a pause, ${SENDERS} send heartbeats, one has ` +
    "stopped in the middle of reading and one in the middle of sending, 200 connections are idle, and 50 requests trickle in.",
  isQuick: true,
  run: async () => {
    const exporter = await ExporterProgram.start({ config: { http: { request_timeout: "5s" } } });
    const attackers: AttackerProcess[] = [];
    try {
      const { port } = exporter;
      await registerShards(port, SHARDS, 2);
      attackers.push(await AttackerProcess.start("idle-connections", { port, connections: 200 }));
      attackers.push(await AttackerProcess.start("slow-bodies", { port, connections: 50 }));
      return { findings: await stopUnderLoad(exporter) };
    } finally {
      for (const attacker of attackers) await attacker.stop();
      await exporter.remove();
    }
  },
};

async function stopUnderLoad(exporter: ExporterProgram): Promise<readonly Finding[]> {
  const { port } = exporter;
  const clock = senderClock();
  const endings: Ending[] = [];
  const post = (sender: number): string =>
    postOf(heartbeatBatch({ first: 60_000 + 10 * sender, count: 10, followers: 2 }, clock()));
  const clients = [
    ...Array.from({ length: SCRAPERS }, () => askUntilRefused(port, () => SCRAPE, endings)),
    ...Array.from({ length: SENDERS }, (_, sender) => askUntilRefused(port, () => post(sender), endings)),
  ];
  const reader = new RawRequest(port, SCRAPE);
  await reader.stopReading();
  const body = post(SENDERS);
  const sender = new RawRequest(port, body.slice(0, -100));
  await sender.sent;
  await delay(HOLD_MS); // Its head has arrived by now.
  const startedMs = performance.now();
  exporter.signal("SIGTERM");
  await delay(HOLD_MS);
  reader.readOn();
  sender.send(body.slice(-100));
  const inTheMiddle = await Promise.all([reader.ended, sender.ended]);
  const { code } = await exporter.ended;
  const tookMs = performance.now() - startedMs;
  await Promise.all(clients);
  const cut = endings.filter((ending) => ending === "cut").length;
  const [read, sent] = inTheMiddle;
  return [
    verdict("who stopped reading gets the whole scrape", read === "whole", read),
    verdict("who stopped sending gets an answer", sent === "whole", sent),
    verdict("no other answer is cut short", cut === 0, `${cut} of ${endings.length}`),
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
    figure("answers in all", endings.filter((ending) => ending === "whole").length),
  ];
}

const SCRAPE = "GET /metrics HTTP/1.1\r\nHost: exporter\r\nConnection: close\r\n\r\n";

function postOf(body: string): string {
  return (
    "POST /api/v1/heartbeats HTTP/1.1\r\nHost: exporter\r\nContent-Type: application/json\r\nConnection: close\r\n" +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

async function askUntilRefused(port: number, request: () => string, endings: Ending[]): Promise<void> {
  for (;;) {
    const ending = await new RawRequest(port, request()).ended;
    endings.push(ending);
    if (ending === "refused") return;
  }
}
