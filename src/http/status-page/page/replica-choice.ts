import type { ReplicaState } from "../../../domain/terms/cluster-snapshot";
import { REPLICA_FIGURES } from "../../../domain/views/replica-figures";
import type { ReplicaFigure } from "../../../domain/views/replica-figures";
import { parseChoice, parseU16 } from "../../routing/query";
import type { ParameterResult } from "../../routing/query";
import type { RouteParameter } from "../../routing/route";

/** The states that can be asked for. */
export const CHOSEN_STATES: readonly ReplicaState[] = ["Offline", "Degraded", "Pending", "Healthy"];

/** What is put in order from its highest: what one looks for is at that end. */
const HIGHEST_FIRST: readonly ReplicaFigure[] = ["state", "entities", "signals", "wal", "lag"];

/** The other way round. */
const REVERSED = "-";

const SORTS = REPLICA_FIGURES.flatMap((figure) => [figure, `${REVERSED}${figure}`]);

/** A name is cut off here: no region is called by more. */
const MAX_NAME_LENGTH = 200;

/** Which of the replicas a page shows; without anything the worst of all. */
export interface ReplicaChoice {
  readonly state?: ReplicaState | undefined;
  /** A region by its name or number, as it was typed. */
  readonly region?: string | undefined;
  readonly shardId?: number | undefined;
  readonly sortBy: ReplicaFigure;
  /** Whether the order is the other way round than usual with its figure. */
  readonly isReversed: boolean;
  /** From 1. */
  readonly page: number;
}

/** The page as it is without a query. */
export const USUAL_CHOICE: ReplicaChoice = { sortBy: "state", isReversed: false, page: 1 };

/** The query of the page. An empty value is none: that is how a form sends what nobody typed. */
export const REPLICA_PARAMETERS: readonly RouteParameter[] = [
  {
    name: "state",
    in: "query",
    description: "Only replicas in this state. Empty: all.",
    schema: { type: "string", enum: ["", ...CHOSEN_STATES], default: "" },
  },
  {
    name: "region",
    in: "query",
    description: "Only replicas in this region, by name or by number. Empty: all.",
    schema: { type: "string" },
  },
  {
    name: "shard",
    in: "query",
    description: "Only replicas of the shard of this number. Empty: all.",
    schema: { type: "string" },
  },
  {
    name: "sort",
    in: "query",
    description: "The column that they are put in order by; with a minus the other way round.",
    schema: { type: "string", enum: SORTS, default: USUAL_CHOICE.sortBy },
  },
  {
    name: "page",
    in: "query",
    description: "Which page of them, from 1. Behind the last one is the last one.",
    schema: { type: "integer", minimum: 1, maximum: 65_535, default: 1 },
  },
];

/** Reads the query, or says which parameter is wrong. */
export function parseReplicaChoice(query: URLSearchParams): ParameterResult<ReplicaChoice> {
  const given = (name: string): string | null => {
    const text = query.get(name)?.trim() ?? "";
    return text === "" ? null : text;
  };
  // As people copy numbers from file names and logs.
  const givenNumber = (name: string): string | null => given(name)?.replace(/^0+(?=\d)/, "") ?? null;
  const state = given("state");
  const chosen = parseChoice("state", CHOSEN_STATES, state, "Offline");
  const shardText = givenNumber("shard");
  const shard = shardText === null ? undefined : parseU16("shard", shardText);
  const sort = parseChoice("sort", SORTS, given("sort"), USUAL_CHOICE.sortBy);
  const page = parseU16("page", givenNumber("page") ?? "1");
  if (!chosen.ok) return chosen;
  if (shard?.ok === false) return shard;
  if (!sort.ok) return sort;
  if (!page.ok) return page;
  const isReversed = sort.value.startsWith(REVERSED);
  const figure = isReversed ? sort.value.slice(REVERSED.length) : sort.value;
  return {
    ok: true,
    value: {
      ...(state !== null && { state: chosen.value }),
      region: given("region")?.slice(0, MAX_NAME_LENGTH),
      shardId: shard?.value,
      sortBy: REPLICA_FIGURES.find((known) => known === figure) ?? USUAL_CHOICE.sortBy,
      isReversed,
      page: Math.max(1, page.value),
    },
  };
}

/** A choice as a query, `?` included; two choices that are the same have the same. */
export function choiceQuery({ state, region, shardId, sortBy, isReversed, page }: ReplicaChoice): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set("state", state);
  if (region !== undefined) query.set("region", region);
  if (shardId !== undefined) query.set("shard", String(shardId));
  if (sortBy !== USUAL_CHOICE.sortBy || isReversed) query.set("sort", sortName(sortBy, isReversed));
  if (page !== 1) query.set("page", String(page));
  return `?${query.toString()}`;
}

/** The value of `sort`. */
export function sortName(sortBy: ReplicaFigure, isReversed: boolean): string {
  return `${isReversed ? REVERSED : ""}${sortBy}`;
}

/** Whether the highest come first. */
export function isDescending({ sortBy, isReversed }: Pick<ReplicaChoice, "sortBy" | "isReversed">): boolean {
  return HIGHEST_FIRST.includes(sortBy) !== isReversed;
}
