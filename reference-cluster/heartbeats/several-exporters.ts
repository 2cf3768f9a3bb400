import type { Logger } from "pino";
import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type {
  ExporterClient,
  HeartbeatAnswer,
  PlannedWork,
  TopologyAnswer,
  WorkAnswer,
} from "./exporter-client";

/** One of several equal exporters. */
export interface NamedExporter {
  /** How the log names it. */
  readonly name: string;
  readonly client: ExporterClient;
}

/**
 * Several equal exporters as one: each gets every heartbeat and every move. One that is away or does not answer holds up neither
 * the others nor the next beat.
 */
export class SeveralExporters implements ExporterClient {
  readonly #exporters: readonly NamedExporter[];
  readonly #log: Logger;
  /** The name of each exporter that failed last, with what was said of it. */
  readonly #failing = new Map<string, string>();
  #closed = false;

  /** @param exporters at least one. */
  constructor(exporters: readonly NamedExporter[], log: Logger) {
    this.#exporters = exporters;
    this.#log = log;
  }

  /** The first report of any exporter; a failure when there is none. The posts to the others go on by themselves. */
  async postHeartbeats(body: string, contentType: string): Promise<HeartbeatAnswer> {
    const failures: string[] = [];
    const reports = this.#exporters.map(async ({ name, client }) => {
      const answer = await client.postHeartbeats(body, contentType);
      this.#logChange(name, answer);
      if (answer.ok) return answer;
      failures.push(answer.message);
      throw new Error(answer.message);
    });
    // What it rejects with says less than what was collected, in an order that does not depend on who failed first.
    return await Promise.any(reports).catch(() => ({ ok: false, message: failures.sort().join("; ") }));
  }

  /** Tells all of them, and answers with what went worst. */
  async putShard(shardId: ShardId, regionId: RegionId): Promise<TopologyAnswer> {
    const answers = await Promise.all(
      this.#exporters.map(({ client }) => client.putShard(shardId, regionId)),
    );
    const failed = answers.find(({ result }) => result === "failed");
    return failed ?? answers.find(({ result }) => result !== "updated") ?? { result: "updated" };
  }

  announceWork(work: PlannedWork): Promise<WorkAnswer> {
    return this.#workAtAll((client) => client.announceWork(work));
  }

  endWork(id: string): Promise<WorkAnswer> {
    return this.#workAtAll((client) => client.endWork(id));
  }

  close(): void {
    this.#closed = true;
    for (const { client } of this.#exporters) client.close();
  }

  /** An exporter that was not told holds nothing back, so what went wrong at one of them is the answer; the worst of it. */
  async #workAtAll(tell: (client: ExporterClient) => Promise<WorkAnswer>): Promise<WorkAnswer> {
    const answers = await Promise.all(this.#exporters.map(({ client }) => tell(client)));
    const failed = answers.find(({ result }) => result === "failed");
    return failed ?? answers.find(({ result }) => result === "refused") ?? { result: "done" };
  }

  /** That all of them fail is told by who sends. What is told here is which. */
  #logChange(exporter: string, answer: HeartbeatAnswer): void {
    const problem = answer.ok ? undefined : answer.message;
    if (this.#closed || problem === this.#failing.get(exporter)) return;
    if (problem === undefined) {
      this.#failing.delete(exporter);
      this.#log.info({ exporter }, "an exporter takes heartbeats again");
      return;
    }
    this.#failing.set(exporter, problem);
    this.#log.warn({ exporter, problem }, "an exporter does not take heartbeats; the others get theirs");
  }
}
