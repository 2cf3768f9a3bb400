import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { eventually } from "./eventually";
import { RunningProgram } from "./running-program";

const START_DEADLINE_MS = 20_000;

/** A target as Prometheus reports it. */
export interface ScrapeTarget {
  readonly health: "up" | "down" | "unknown";
  /** Why the last scrape failed, parse errors included; empty when it did not. */
  readonly lastError: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One series of an instant query. */
export interface InstantSample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a scrape said about a metric beside its samples. */
export interface TargetMetadata {
  readonly metric: string;
  readonly type: string;
  readonly help: string;
  /** Only OpenMetrics has units; empty otherwise. */
  readonly unit: string;
}

/** A real Prometheus on a free port, with its data in a folder of its own. */
export class Prometheus {
  readonly #flags: readonly string[];
  #program: RunningProgram;
  readonly #folder: string;
  /** Where its web interface and API are. */
  readonly url: string;

  private constructor(program: RunningProgram, folder: string, flags: readonly string[], url: string) {
    this.#program = program;
    this.#folder = folder;
    this.#flags = flags;
    this.url = url;
  }

  /**
   * Starts it and waits until it is ready to answer.
   *
   * @param config - the configuration as an object, spelled as in prometheus.yml. All jobs belong in here: a job takes
   *   five seconds until its first scrape, whether it is there from the start or added later.
   * @param flags - further ones.
   * @throws Error with its log when it does not start.
   */
  static async start(config: object, flags: readonly string[] = []): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), "prometheus-test-"));
    await writeFile(configPath(folder), JSON.stringify(config));
    const program = run(folder, flags, "127.0.0.1:0");
    try {
      const [, address = ""] = await program.line(/Listening on.* address=(\S+)/, START_DEADLINE_MS);
      const prometheus = new Prometheus(program, folder, flags, `http://${address}`);
      await prometheus.#ready();
      return prometheus;
    } catch (error) {
      await program.stop().catch(() => undefined); // It may never have started; the error says so already.
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** Ends it as a crash does. Its data stay. */
  async crash(): Promise<void> {
    await this.#program.stop("SIGKILL");
  }

  /** Starts it again where it was, with the data that it left. */
  async revive(): Promise<void> {
    this.#program = run(this.#folder, this.#flags, new URL(this.url).host);
    await this.#ready();
  }

  /** What it logged as a warning or an error, the lines as they are. */
  get complaints(): readonly string[] {
    return this.#program.lines.filter((line) => /\blevel=(warn|error)\b/i.test(line));
  }

  /** The targets that it scrapes now. */
  async targets(): Promise<readonly ScrapeTarget[]> {
    const { activeTargets } = await this.#get<{ activeTargets: readonly ScrapeTarget[] }>("targets");
    return activeTargets;
  }

  /** What the targets of one job say about their metrics. */
  async metadata(job: string): Promise<readonly TargetMetadata[]> {
    return this.#get("targets/metadata", { match_target: `{job="${job}"}` });
  }

  /** The result of an instant query, which has to be a vector; as of now unless a time is given. */
  async query(expression: string, atSeconds?: number): Promise<readonly InstantSample[]> {
    const time: Record<string, string> = atSeconds === undefined ? {} : { time: String(atSeconds) };
    const { result } = await this.#get<{
      result: readonly { metric: Record<string, string>; value: [number, string] }[];
    }>("query", { query: expression, ...time });
    return result.map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }));
  }

  /** How many scrapes of a job failed before their time was over: a busy machine's take all of it. */
  async failedInTime(job: string, timeoutSeconds: number): Promise<number> {
    const series = `{job="${job}"}`;
    const failed = `up${series} == 0 and scrape_duration_seconds${series} < ${0.9 * timeoutSeconds}`;
    const [found] = await this.query(`sum(count_over_time((${failed})[1h:1s]))`);
    return found?.value ?? 0;
  }

  /** Stops it and removes its data. */
  async stop(): Promise<void> {
    await this.#program.stop();
    await rm(this.#folder, { recursive: true });
  }

  async #ready(): Promise<void> {
    await eventually("Prometheus is ready", START_DEADLINE_MS, async () => {
      const { ok } = await fetch(`${this.url}/-/ready`);
      return ok ? true : undefined;
    });
  }

  async #get<T>(path: string, parameters: Record<string, string> = {}): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`);
    const body = (await response.json()) as { status: string; error?: string; data: T };
    if (body.status !== "success")
      throw new Error(`Prometheus refused ${path}: ${body.error ?? response.status}`);
    return body.data;
  }
}

function run(folder: string, flags: readonly string[], address: string): RunningProgram {
  return new RunningProgram("prometheus", [
    `--config.file=${configPath(folder)}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    "--web.enable-lifecycle",
    ...flags,
  ]);
}

function configPath(folder: string): string {
  return join(folder, "prometheus.yml");
}
