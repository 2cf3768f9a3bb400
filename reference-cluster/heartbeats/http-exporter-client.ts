import { isNativeError } from "node:util/types";
import { z } from "zod";
import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import { parseJson, printJson } from "#exporter/wire/json/json";
import type {
  ExporterClient,
  HeartbeatAnswer,
  PlannedWork,
  TopologyAnswer,
  WorkAnswer,
} from "./exporter-client";

const reportSchema = z.object({
  accepted: z.coerce.number(),
  stale: z.coerce.number(),
  retired: z.coerce.number(),
  rejected: z.array(z.unknown()),
});

const problemSchema = z.object({ detail: z.string().optional(), title: z.string().optional() });

export interface HttpExporterSettings {
  /** Where the exporter's routes begin, such as `http://127.0.0.1:10843`. */
  readonly url: URL;
  readonly bearerToken?: string | undefined;
  /** An answer that takes longer counts as none. */
  readonly timeoutMs: number;
}

type HttpAnswer = { readonly status: number; readonly text: string } | { readonly failure: string };

/** Who does what is announced, as the exporter shows it. */
const WORK_BY = "reference-cluster";

/** Talks to an exporter over HTTP. Messages do not name times or attempts, so that equal failures give equal ones. */
export class HttpExporterClient implements ExporterClient {
  readonly #settings: HttpExporterSettings;
  readonly #underWay = new Set<AbortController>();
  #closed = false;

  constructor(settings: HttpExporterSettings) {
    this.#settings = settings;
  }

  async postHeartbeats(body: string, contentType: string): Promise<HeartbeatAnswer> {
    const answer = await this.#request("POST", "api/v1/heartbeats", body, contentType);
    if ("failure" in answer) return { ok: false, message: answer.failure };
    if (answer.status !== 202) return { ok: false, message: describe(answer) };
    const json = parseJson(answer.text);
    const report = reportSchema.safeParse(json.ok ? json.value : undefined);
    if (!report.success) return { ok: false, message: "the answer to the heartbeats is no heartbeat report" };
    return { ok: true, ...report.data, rejected: report.data.rejected.length };
  }

  async putShard(shardId: ShardId, regionId: RegionId): Promise<TopologyAnswer> {
    const body = printJson({ shard_id: shardId, region_id: regionId });
    const answer = await this.#request("PUT", `api/v1/topology/shards/${shardId}`, body, "application/json");
    if ("failure" in answer) return { result: "failed", message: answer.failure };
    if (answer.status >= 200 && answer.status < 300) return { result: "updated" };
    return { result: answer.status === 409 ? "kept in configuration" : "failed", message: describe(answer) };
  }

  async announceWork({ id, leaseMs, regionId, shardId, reason, untilNs }: PlannedWork): Promise<WorkAnswer> {
    const body = printJson({
      ...(regionId !== undefined && { region_id: regionId }),
      ...(shardId !== undefined && { shard_id: shardId }),
      by: WORK_BY,
      reason,
      until_ns: untilNs,
    });
    const path = `api/v1/maintenance/${id}?lease=${Math.round(leaseMs)}ms`;
    return workAnswer(await this.#request("PUT", path, body, "application/json"));
  }

  async endWork(id: string): Promise<WorkAnswer> {
    const answer = await this.#request("DELETE", `api/v1/maintenance/${id}`);
    return "status" in answer && answer.status === 404 ? { result: "done" } : workAnswer(answer);
  }

  close(): void {
    this.#closed = true;
    for (const controller of this.#underWay) controller.abort();
  }

  async #request(method: string, path: string, body?: string, contentType?: string): Promise<HttpAnswer> {
    if (this.#closed) return { failure: "the cluster is stopping" };
    const { url, bearerToken, timeoutMs } = this.#settings;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort(new Error("no answer in time"));
    }, timeoutMs);
    this.#underWay.add(controller);
    try {
      const base = url.href.endsWith("/") ? url.href : `${url.href}/`;
      const response = await fetch(new URL(path, base), {
        method,
        ...(body !== undefined && { body }),
        headers: {
          ...(contentType !== undefined && { "content-type": contentType }),
          ...(bearerToken === undefined ? {} : { authorization: `Bearer ${bearerToken}` }),
        },
        redirect: "manual",
        signal: controller.signal,
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      return { failure: `${url.origin}: ${rootMessage(error)}` };
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(controller);
    }
  }
}

function workAnswer(answer: HttpAnswer): WorkAnswer {
  if ("failure" in answer) return { result: "failed", message: answer.failure };
  if (answer.status >= 200 && answer.status < 300) return { result: "done" };
  // What the exporter does not want now it does not want later either; 429 and 5xx are about the moment.
  const isRefused = answer.status < 500 && answer.status !== 429;
  return { result: isRefused ? "refused" : "failed", message: describe(answer) };
}

function describe({ status, text }: { readonly status: number; readonly text: string }): string {
  const json = parseJson(text);
  const problem = problemSchema.safeParse(json.ok ? json.value : undefined);
  const detail = problem.success ? (problem.data.detail ?? problem.data.title) : undefined;
  return `the exporter answers ${status}${detail === undefined ? "" : `: ${detail}`}`;
}

/** `fetch` says only "fetch failed"; what happened is in its cause. */
function rootMessage(error: unknown): string {
  let root = error;
  while (isNativeError(root) && isNativeError(root.cause)) root = root.cause;
  if (!isNativeError(root)) return String(root);
  if (root.message !== "") return root.message;
  // A refused connection to a name with several addresses is an AggregateError without a message.
  return (root as NodeJS.ErrnoException).code ?? root.name;
}
