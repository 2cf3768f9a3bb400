import { deepEqual } from "node:assert/strict";

import type { Random } from "../engine/random";
import type { FuzzTarget } from "../fuzz-target";
import { exchange } from "../http/exchange";
import { startExportersUnderTest } from "../http/exporter-under-test";
import type { ExportersUnderTest } from "../http/exporter-under-test";
import { readApiDescription } from "../http/operation";
import { RequestMaker } from "../http/request-maker";

/** The bytes of one connection, whatever they are, to an exporter with tokens and to one without. */
class HttpTarget implements FuzzTarget {
  readonly name = "http";
  readonly claim =
    "whatever bytes a connection brings, the exporter answers with HTTP and no 5xx, closes it, logs no error, and stays alive";

  #running: ExportersUnderTest | undefined;
  #openApi = "";
  #maker: RequestMaker | undefined;

  async start(): Promise<() => Promise<void>> {
    const running = await startExportersUnderTest();
    this.#running = running;
    this.#openApi = await (await fetch(`http://127.0.0.1:${running.ports[0]}/api/v1/openapi.json`)).text();
    return running.stop;
  }

  generate(random: Random): Uint8Array {
    this.#maker ??= new RequestMaker(readApiDescription(this.#openApi), random);
    const maker = this.#maker;
    return Buffer.concat(Array.from({ length: random.oneIn(4) ? 3 : 1 }, () => maker.next().bytes));
  }

  async check(input: Uint8Array): Promise<void> {
    if (!this.#running) throw new Error("the target was not started");
    const { ports, takeErrors } = this.#running;
    for (const port of ports) {
      await exchange(port, input);
    }
    deepEqual(takeErrors(), []);
  }
}

/** The HTTP interface below the routes: raw connections, one at a time, guided by coverage. */
export const target: FuzzTarget = new HttpTarget();
