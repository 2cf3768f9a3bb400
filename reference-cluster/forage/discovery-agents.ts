import type { RegionId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import type { Source } from "./discovery-engine";

/** An agent that was not heard for so long has given its task back: three heartbeats of ten seconds. */
export const AGENT_SILENCE_MS = 30_000;

/** What an agent works on: a source of one region. There are as many as regions times sources, so agents are bounded. */
export interface BrowseTask {
  readonly regionId: RegionId;
  readonly source: Source;
}

interface Holder {
  readonly agent: string;
  heardAtMs: number;
}

/**
 * Who finds out about which source: agents outside the cluster that take a task by a heartbeat and keep it by further ones. One agent
 * has a task at a time, so that two do not browse the same; one that falls silent has given it back.
 */
export class DiscoveryAgents {
  readonly #nowMs: () => number;
  readonly #holders = new Map<string, Holder>();

  /** @param nowMs - monotonic. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Takes or keeps a task. Refused while another agent has it. */
  heartbeat(agent: string, task: BrowseTask): Result<{ readonly renewed: boolean }> {
    const key = keyOf(task);
    const holder = this.holderOf(task);
    if (holder !== undefined && holder !== agent) {
      return {
        ok: false,
        message: `source: ${holder} is on ${task.source}; take another task, or wait until it is silent`,
      };
    }
    this.#holders.set(key, { agent, heardAtMs: this.#nowMs() });
    return { ok: true, value: { renewed: holder !== undefined } };
  }

  /** The agent that has a task at this moment; undefined when none has. */
  holderOf(task: BrowseTask): string | undefined {
    const holder = this.#holders.get(keyOf(task));
    if (holder === undefined || this.#nowMs() - holder.heardAtMs >= AGENT_SILENCE_MS) return undefined;
    return holder.agent;
  }
}

function keyOf({ regionId, source }: BrowseTask): string {
  return `${regionId}/${source}`;
}
