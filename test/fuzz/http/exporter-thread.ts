import { parentPort } from "node:worker_threads";

import { startExportersUnderTest } from "./exporter-under-test";

/** What the thread says once, when its exporters listen. */
export interface ExportersStarted {
  readonly ports: readonly [open: number, withTokens: number];
}

/** What it says whenever something was logged that must not be, and, empty, when it has stopped. */
export interface ExporterErrors {
  readonly errors: readonly string[];
}

const REPORT_MS = 100;

async function serve(): Promise<void> {
  const { ports, takeErrors, stop } = await startExportersUnderTest();
  parentPort?.postMessage({ ports } satisfies ExportersStarted);
  const report = (): void => {
    const errors = takeErrors();
    if (errors.length > 0) parentPort?.postMessage({ errors } satisfies ExporterErrors);
  };
  const timer = setInterval(report, REPORT_MS);
  parentPort?.once("message", () => {
    clearInterval(timer);
    void stop().then(() => {
      report();
      parentPort?.postMessage({ errors: [] } satisfies ExporterErrors);
      parentPort?.close();
    });
  });
}

void serve();
