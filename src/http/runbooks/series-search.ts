import type { ClusterSnapshot, ReplicaSnapshot } from "../../domain/terms/cluster-snapshot";
import { nsToSeconds } from "../../domain/terms/units";
import { isKept } from "../../metrics/terms/metric";
import type { ClusterCatalogueMetric } from "../../metrics/terms/metric";
import { isMatched, isWithin } from "./query-selectors";
import type { QuerySelector } from "./query-selectors";
import type { RunbookSubject } from "./runbook-subject";

/** Labels whose values are regions. */
const REGION_LABELS = ["region", "peer", "follower"];

/** One series that a query asks for. */
export interface FoundSeries {
  readonly labels: readonly string[];
  /** As the query reads it. */
  readonly value: number;
}

/** Looks for the series of a metric that a query asks for, of what the page of an alert names. */
export class SeriesSearch {
  readonly metric: ClusterCatalogueMetric;
  readonly selector: QuerySelector;
  readonly #labels: readonly string[];
  readonly #subject: RunbookSubject;
  readonly #nowSeconds: number;
  readonly #most: number;
  /** The highest, in order. */
  readonly shown: FoundSeries[] = [];
  /** How many there are in all. */
  count = 0;

  /** @param most - so many are shown. */
  constructor(
    metric: ClusterCatalogueMetric,
    selector: QuerySelector,
    { snapshot, subject }: { readonly snapshot: ClusterSnapshot; readonly subject: RunbookSubject },
    most: number,
  ) {
    this.metric = metric;
    this.selector = selector;
    this.#labels = metric.labels;
    this.#subject = subject;
    this.#nowSeconds = nsToSeconds(snapshot.takenAtNs);
    this.#most = most;
    if (isKept(metric)) return;
    for (const { labels, value } of metric.samples({ cluster: snapshot })) this.#offer(value, labels);
  }

  /** Whether its series are those of replicas, which have to be visited one by one. */
  get isOfReplicas(): boolean {
    return isKept(this.metric);
  }

  /** Looks at the series of a replica. */
  visit(replica: ReplicaSnapshot): void {
    const { metric } = this;
    const shard = String(replica.shardId);
    if (this.#subject.shard !== undefined && this.#subject.shard !== shard) return;
    if (metric.group === "shard")
      for (const line of metric.lines)
        this.#offer(line.read(replica), [shard, replica.regionName, ...line.moreLabels]);
    if (metric.group === "follower")
      for (const lag of replica.followers)
        this.#offer(metric.read(lag), [shard, replica.regionName, lag.followerName]);
  }

  #offer(exported: number | bigint | undefined, labels: readonly string[]): void {
    if (exported === undefined) return;
    const value = this.#asRead(Number(exported));
    if (!isWithin(this.selector.limit, value) || !this.#isAskedFor(labels) || !this.#isAbout(labels)) return;
    this.count += 1;
    const lowest = this.shown.at(-1);
    if (this.shown.length === this.#most && lowest !== undefined && lowest.value >= value) return;
    this.shown.push({ labels, value });
    this.shown.sort((a, b) => b.value - a.value);
    this.shown.length = Math.min(this.shown.length, this.#most);
  }

  #asRead(value: number): number {
    const { isAge, isMagnitude } = this.selector;
    const asked = isAge ? this.#nowSeconds - value : value;
    return isMagnitude ? Math.abs(asked) : asked;
  }

  #isAskedFor(labels: readonly string[]): boolean {
    return this.selector.matchers.every((matcher) => {
      // A label that the scrape adds, as that of the cluster.
      const at = this.#labels.indexOf(matcher.label);
      return at < 0 || isMatched(matcher, labels[at] ?? "");
    });
  }

  /** Of two regions either will do: lag between them is told by the one that leads. */
  #isAbout(labels: readonly string[]): boolean {
    const { region, peer, shard } = this.#subject;
    const valueAt = (label: string): string | undefined => labels[this.#labels.indexOf(label)];
    if (shard !== undefined && (valueAt("shard") ?? shard) !== shard) return false;
    if (region === undefined && peer === undefined) return true;
    const regions = REGION_LABELS.flatMap((label) => valueAt(label) ?? []);
    return regions.length === 0 || regions.some((name) => name === region || name === peer);
  }
}
