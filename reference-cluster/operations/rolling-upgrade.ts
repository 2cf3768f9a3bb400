import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import { NS_PER_MS } from "#exporter/domain/terms/units";
import { regionName } from "../layout";
import type { DurableRecord } from "./durable-record";
import { leadersOutOf, leadersBack } from "./move-leaders";
import { mayFollow } from "./node-upgrade";
import type { NodeState, NodeUpgrade, UpgradeRecord } from "./node-upgrade";
import type { Operation, OperationParts } from "./operation";
import { NodeReadiness } from "./node-readiness";
import { StepLoop } from "./step-loop";
import { WorkAnnouncer } from "./work-announcer";

/**
 * Upgrades one node after another: moves its leaders away, waits until nothing is behind, stops it, starts it with the new
 * version, waits until it has everything and leads again what it led. A node is stopped only while all others serve. Each state is
 * on disk before anything is done in it, and each is announced; the work goes on from there after a crash.
 */
export class RollingUpgrade implements Operation {
  readonly #parts: OperationParts;
  readonly #record: DurableRecord<UpgradeRecord>;
  readonly #loop: StepLoop;
  readonly #announcer: WorkAnnouncer;
  readonly #readiness: NodeReadiness;
  #state: UpgradeRecord;
  /** What is waited for at this moment. */
  #waitsFor: string | undefined;

  /** @param state - a new upgrade, or what lay on disk. */
  constructor(parts: OperationParts, record: DurableRecord<UpgradeRecord>, state: UpgradeRecord) {
    const { scheduler, exporter } = parts;
    const log = parts.log.child({ operation: state.id });
    this.#parts = { ...parts, log };
    this.#record = record;
    this.#state = state;
    this.#loop = new StepLoop(scheduler, log, () => this.#step());
    this.#readiness = new NodeReadiness(parts);
    this.#announcer = new WorkAnnouncer(exporter, scheduler, log, state.leaseMs);
  }

  get id(): string {
    return this.#state.id;
  }

  get isOver(): boolean {
    const { nodes } = this.#state;
    if (nodes.every(({ state }) => state === "Complete")) return true;
    const { cluster } = this.#parts;
    const isDown = nodes.some(({ regionId }) => cluster.nodes.isStopped(regionId));
    return this.#failed && !isDown && this.#away.length === 0;
  }

  get status(): Readonly<Record<string, unknown>> {
    const { id, version, startedNs, nodes } = this.#state;
    const { layout } = this.#parts.cluster;
    return {
      id,
      name: "rolling-upgrade",
      version,
      started_at_ns: startedNs,
      over: this.isOver,
      ...(this.#waitsFor !== undefined && { waits_for: this.#waitsFor }),
      announcement: this.#announcer.lastAnswer ?? null,
      nodes: nodes.map(({ regionId, state, sinceNs, reason }) => ({
        region: regionName(layout, regionId),
        state,
        since_ns: sinceNs,
        ...(reason !== undefined && { reason }),
      })),
    };
  }

  start(): void {
    this.#record.write(this.#state);
    this.#loop.start();
    const node = this.#current;
    if (node !== undefined && isUnderWay(node)) void this.#announcer.announce([this.#work(node)]);
  }

  abandon(): void {
    this.#loop.stop();
    this.#announcer.abandon();
  }

  cancel(): undefined {
    const { nodes } = this.#parts.cluster;
    const node = this.#current;
    if (node !== undefined) this.#fail(node, "it was cancelled");
    // With the version that it had.
    for (const { regionId } of this.#state.nodes) nodes.start(regionId, nodes.version(regionId));
  }

  /** The node that is upgraded at this moment, or the next one; undefined when all are or one has failed. */
  get #current(): NodeUpgrade | undefined {
    const { nodes } = this.#state;
    return this.#failed ? undefined : nodes.find(({ state }) => state !== "Complete");
  }

  get #failed(): boolean {
    return this.#state.nodes.some(({ state }) => state === "Failed");
  }

  /** What nodes that failed have led and do not lead now. */
  get #away(): readonly { readonly regionId: RegionId; readonly shardId: ShardId }[] {
    const { cluster } = this.#parts;
    return this.#state.nodes
      .filter(({ state }) => state === "Failed")
      .flatMap(({ regionId, led }) => led.map((shardId) => ({ regionId, shardId })))
      .filter(({ regionId, shardId }) => cluster.homeOf(shardId) !== regionId);
  }

  async #step(): Promise<void> {
    const node = this.#current;
    this.#waitsFor = undefined;
    if (node === undefined) {
      await this.#finish();
      return;
    }
    const nowNs = this.#parts.scheduler.wallNs();
    const { limitMs } = this.#state;
    if (node.startedNs !== undefined && nowNs - node.startedNs > BigInt(Math.round(limitMs)) * NS_PER_MS) {
      this.#fail(node, `it took longer than ${limitMs / 1_000} s, and was ${node.state}`);
      return;
    }
    this.#waitsFor = await this.#advance(node);
  }

  /** Goes on with a node. @returns what it waits for; undefined when it has come to its next state. */
  async #advance(node: NodeUpgrade): Promise<string | undefined> {
    switch (node.state) {
      case "Pending":
        return this.#begin(node);
      case "Draining":
        return this.#drain(node);
      case "Drained":
        return this.#takeDown(node);
      case "Upgrading":
        return this.#upgrade(node);
      case "Rejoining":
        return this.#rejoin(node);
      case "Complete":
      case "Failed":
        return undefined;
    }
  }

  async #begin(node: NodeUpgrade): Promise<string | undefined> {
    const { cluster, scheduler } = this.#parts;
    const { regionId } = node;
    const missing = this.#readiness.othersServe(node.regionId) ?? this.#readiness.serves(regionId);
    if (missing !== undefined) return missing;
    const led = cluster.leaderships.all().filter((leadership) => leadership.regionId === regionId);
    const startedNs = scheduler.wallNs();
    await this.#enter("Draining", { ...node, startedNs, led: led.map(({ shardId }) => shardId) });
    return undefined;
  }

  async #drain(node: NodeUpgrade): Promise<string | undefined> {
    const problem = await leadersOutOf(this.#parts, node.regionId, this.#goesOn(node));
    if (problem !== undefined) return problem;
    const missing = this.#readiness.hasEverything(node.regionId);
    if (missing === undefined) await this.#enter("Drained", node);
    return missing;
  }

  async #takeDown(node: NodeUpgrade): Promise<string | undefined> {
    const { cluster } = this.#parts;
    // A shard that was given back to it meanwhile would be without a leader.
    const leads = cluster.leaderships.all().find(({ regionId }) => regionId === node.regionId);
    if (leads !== undefined) return leadersOutOf(this.#parts, node.regionId, this.#goesOn(node));
    const missing = this.#readiness.othersServe(node.regionId);
    if (missing === undefined) await this.#enter("Upgrading", node);
    return missing;
  }

  async #upgrade(node: NodeUpgrade): Promise<string | undefined> {
    const { cluster, scheduler } = this.#parts;
    const { regionId, sinceNs } = node;
    const { downMs, stuck, version } = this.#state;
    if (!cluster.nodes.isStopped(regionId)) {
      // What was announced a while ago is not known to hold at this moment, so it is looked again.
      const missing = this.#readiness.othersServe(node.regionId);
      if (missing !== undefined) return missing;
      cluster.nodes.stop(regionId);
    }
    const isDone = scheduler.wallNs() - sinceNs >= BigInt(Math.round(downMs)) * NS_PER_MS;
    if (stuck || !isDone) return `the new version of ${this.#readiness.name(regionId)} to run`;
    cluster.nodes.start(regionId, version);
    await this.#enter("Rejoining", node);
    return undefined;
  }

  async #rejoin(node: NodeUpgrade): Promise<string | undefined> {
    const { nodes } = this.#parts.cluster;
    // After a crash of the whole process it runs already; after one of the driver alone it may still be down.
    nodes.start(node.regionId, this.#state.version);
    const missing =
      this.#readiness.hasEverything(node.regionId) ??
      (await leadersBack(this.#parts, node.regionId, node.led, this.#goesOn(node))) ??
      this.#readiness.settles(node.regionId, this.#state.settleMs);
    if (missing === undefined) await this.#enter("Complete", node);
    return missing;
  }

  async #finish(): Promise<void> {
    for (const { regionId, shardId } of this.#away) {
      const missing =
        this.#readiness.hasEverything(regionId) ??
        (await leadersBack(this.#parts, regionId, [shardId], () => this.#loop.isRunning));
      this.#waitsFor = missing;
      if (missing !== undefined) return;
    }
    if (!this.isOver) return;
    this.#loop.stop();
    void this.#announcer.end();
    this.#parts.log.info({ failed: this.#failed }, "the rolling upgrade is over");
  }

  /** Whether a node is still where a step found it: it may have been cancelled while the step waited. */
  #goesOn({ regionId, state }: NodeUpgrade): () => boolean {
    return () =>
      this.#loop.isRunning &&
      this.#state.nodes.some((node) => node.regionId === regionId && node.state === state);
  }

  /** Writes a node's next state, and announces it. */
  async #enter(state: NodeState, node: NodeUpgrade): Promise<void> {
    if (!this.#goesOn(node)()) return;
    const next = this.#write(node, state);
    if (isUnderWay(next)) await this.#announcer.announce([this.#work(next)]);
    else await this.#announcer.end();
  }

  #fail(node: NodeUpgrade, reason: string): void {
    this.#write({ ...node, reason }, "Failed");
    void this.#announcer.end();
  }

  #write(node: NodeUpgrade, state: NodeState): NodeUpgrade {
    if (!mayFollow(node.state, state)) throw new Error(`upgrade: ${state} does not follow ${node.state}`);
    const next = { ...node, state, sinceNs: this.#parts.scheduler.wallNs() };
    const nodes = this.#state.nodes.map((other) => (other.regionId === node.regionId ? next : other));
    this.#state = { ...this.#state, nodes };
    this.#record.write(this.#state);
    this.#readiness.forget();
    const fields = { region: this.#readiness.name(node.regionId), state, reason: next.reason };
    this.#parts.log[state === "Failed" ? "warn" : "info"](fields, "node of a rolling upgrade");
    return next;
  }

  #work(node: NodeUpgrade) {
    const { id, version, nodes, limitMs, startedNs } = this.#state;
    const number = nodes.findIndex(({ regionId }) => regionId === node.regionId) + 1;
    return {
      id: `${id}.region-${node.regionId}.${node.state.toLowerCase()}`,
      regionId: node.regionId,
      reason: `rolling upgrade to ${version}, node ${number} of ${nodes.length}: ${node.state}`,
      untilNs: (node.startedNs ?? startedNs) + BigInt(Math.round(limitMs)) * NS_PER_MS,
    };
  }
}

/** Whether something is done to the node, so that it has to be announced. */
function isUnderWay({ state }: NodeUpgrade): boolean {
  return state !== "Pending" && state !== "Complete" && state !== "Failed";
}
