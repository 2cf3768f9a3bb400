import { createLogger } from "../../../../src/app/logging/logger";
import { logTlsRefusals, QUIET_MS } from "../../../../src/app/logging/log-tls-refusals";

test("a reason is told once a minute, each for itself, and in detail at level debug", () => {
  const lines: string[] = [];
  let monotonicMs = 0;
  const note = logTlsRefusals(createLogger("debug", "json", { write: (line) => lines.push(line) }), () => ({
    monotonicMs,
    wallNs: 0n,
  }));
  note("sent no certificate", "192.0.2.1");
  note("sent no certificate", "192.0.2.2");
  note("ERR_SSL_HTTP_REQUEST", undefined);
  monotonicMs = QUIET_MS;
  note("sent no certificate", "192.0.2.3");
  const logged = lines.map((line) => JSON.parse(line) as { level: string; reason: string; client?: string });
  expect(logged.map(({ level, reason, client }) => [level, reason, client])).toEqual([
    ["info", "sent no certificate", "192.0.2.1"],
    ["debug", "sent no certificate", "192.0.2.2"],
    ["info", "ERR_SSL_HTTP_REQUEST", undefined],
    ["info", "sent no certificate", "192.0.2.3"],
  ]);
});

test("its memory does not grow with what is thrown at it", () => {
  const lines: string[] = [];
  const note = logTlsRefusals(createLogger("info", "json", { write: (line) => lines.push(line) }), () => ({
    monotonicMs: 0,
    wallNs: 0n,
  }));
  for (let reason = 0; reason < 100; reason += 1) note(`reason ${reason}`, undefined);
  note("one more", undefined);
  note("reason 0", undefined);
  expect(lines).toHaveLength(102);
});
