import { join } from "node:path";

import { RunningProgram } from "./running-program";
import type { Ending } from "./running-program";

const PROGRAM = join(__dirname, "..", "..", "..", "dist", "main.js");
const START_DEADLINE_MS = 20_000;

/** The compiled demo, as `npm start` runs it, on free ports. `npm run test:e2e` compiles it before the tests. */
export class DemoProcess {
  readonly #program: RunningProgram;
  /** Where the exporter listens. */
  readonly url: string;

  private constructor(program: RunningProgram, url: string) {
    this.#program = program;
    this.url = url;
  }

  /** Starts it and waits until the exporter listens. The cluster beside it may need some moments more. */
  static async start(): Promise<DemoProcess> {
    const program = new RunningProgram(process.execPath, [
      PROGRAM,
      "demo",
      "--web.listen-address=127.0.0.1:0",
      "--cluster.listen-address=127.0.0.1:0",
      "--log.format=json",
    ]);
    try {
      const [line] = await program.line(/^\{.*"msg":"listening".*\}$/, START_DEADLINE_MS);
      const { address } = JSON.parse(line) as { address: string };
      return new DemoProcess(program, `http://${address}`);
    } catch (error) {
      await program.stop();
      throw error;
    }
  }

  /** Everything it printed so far. */
  get lines(): readonly string[] {
    return this.#program.lines;
  }

  /** Stops both programs; how the exporter ended. */
  stop(signal: NodeJS.Signals = "SIGTERM"): Promise<Ending> {
    return this.#program.stop(signal);
  }
}
