import { FULL_CLUSTER } from "../cluster-shape";
import type { ClusterShape } from "../cluster-shape";
import type { BrowserCommands } from "./browser-process";
import type { CheckerCommands } from "./checker-process";
import type { Commands } from "./command-server";
import type { ExporterCommands, ExporterSetup } from "./exporter-process";
import type { ExpressJsonCommands } from "./express-json-process";
import type { GeneratorCommands } from "./generator-process";
import { MeasuredProcess } from "./measured-process";
import type { NatsPublisherCommands } from "./nats-publisher-process";
import type { OpenTelemetryCommands } from "./opentelemetry-process";
import type { PagesCommands } from "./pages-process";
import type { PromClientCommands, PromClientSetup } from "./prom-client-process";
import type { StaticCommands } from "./static-process";

/** A process that serves HTTP. */
export interface Serving<C extends Commands> {
  readonly process: MeasuredProcess<C>;
  readonly url: string;
}

export type Exporter = Serving<ExporterCommands>;

/** prom-client's heap passes Node's default limit at the full size. */
const LARGE_HEAP = ["--max-old-space-size=8192"];

/** The processes of one measurement, which end with it. */
export class ProcessGroup {
  readonly #processes: MeasuredProcess<Commands>[] = [];

  /** Runs `work` and stops every process that it started, whatever came of it. */
  static async use<T>(work: (group: ProcessGroup) => Promise<T>): Promise<T> {
    const group = new ProcessGroup();
    try {
      return await work(group);
    } finally {
      await Promise.all(group.#processes.map((process) => process.stop()));
    }
  }

  /** The exporter, all of its shards named and each heard once. */
  async exporter(
    exporterFolder: string,
    shape: ClusterShape = FULL_CLUSTER,
    setup: Partial<ExporterSetup> = {},
    nodeFlags: readonly string[] = [],
  ): Promise<Exporter> {
    const process = this.#start<ExporterCommands>("exporter-process", nodeFlags);
    const url = await process.ask("start", { ...shape, ...setup, exporterFolder });
    await process.ask("beat", 0);
    await process.ask("idle");
    return { process, url };
  }

  /** prom-client with the same shards, each heard once. */
  async promClient(
    filling: PromClientSetup["filling"],
    shape: ClusterShape = FULL_CLUSTER,
  ): Promise<Serving<PromClientCommands>> {
    const process = this.#start<PromClientCommands>("prom-client-process", LARGE_HEAP);
    const url = await process.ask("start", { ...shape, filling });
    await process.ask("beat", 0);
    return { process, url };
  }

  async staticServer(): Promise<Serving<StaticCommands>> {
    const process = this.#start<StaticCommands>("static-process");
    return { process, url: await process.ask("start") };
  }

  async expressJson(): Promise<Serving<ExpressJsonCommands>> {
    const process = this.#start<ExpressJsonCommands>("express-json-process");
    return { process, url: await process.ask("start") };
  }

  async openTelemetry(shape: ClusterShape): Promise<Serving<OpenTelemetryCommands>> {
    const process = this.#start<OpenTelemetryCommands>("opentelemetry-process", LARGE_HEAP);
    const url = await process.ask("start", shape);
    await process.ask("beat", 0);
    return { process, url };
  }

  /** What sends heartbeats over HTTP. */
  generator(): MeasuredProcess<GeneratorCommands> {
    return this.#start<GeneratorCommands>("generator-process");
  }

  /** What publishes heartbeats to NATS. */
  natsPublisher(): MeasuredProcess<NatsPublisherCommands> {
    return this.#start<NatsPublisherCommands>("nats-publisher-process");
  }

  /** A browser, to be stopped by its own command. */
  browser(): MeasuredProcess<BrowserCommands> {
    return this.#start<BrowserCommands>("browser-process");
  }

  /** Open status pages. */
  pages(): MeasuredProcess<PagesCommands> {
    return this.#start<PagesCommands>("pages-process");
  }

  /** Scrapers that check what they get. */
  checker(): MeasuredProcess<CheckerCommands> {
    return this.#start<CheckerCommands>("checker-process");
  }

  #start<C extends Commands>(name: string, nodeFlags: readonly string[] = []): MeasuredProcess<C> {
    const process = new MeasuredProcess<C>(name, nodeFlags);
    this.#processes.push(process);
    return process;
  }
}
