import { LineBlock } from "./line-block";
import type { LineDraft } from "./line-draft";
import type { LiveCaptures } from "./live-captures";
/** How many blocks a page has. */
export interface PageShape {
    /** One for each line that a metric of replicas has for each of them. */
    readonly replicaLines: number;
    /** One for each metric of followers. */
    readonly followerMetrics: number;
}
/**
 * The lines of some neighbouring replicas: a row for each, ordered by shard, then region, and a block for each metric, or for
 * each line that it has for a replica. In the blocks of replica metrics, row and line are the same; in those of follower metrics a row has a line for each of its followers.
 */
export declare class Page {
    #private;
    readonly replicaBlocks: readonly LineBlock[];
    readonly followerBlocks: readonly LineBlock[];
    /** Whether it waits to be patched; kept here because it is asked for every heartbeat. */
    isQueued: boolean;
    /** Whether its labels are to be written anew. */
    needsLabels: boolean;
    constructor(replicaBlocks: readonly LineBlock[], followerBlocks: readonly LineBlock[]);
    static empty({ replicaLines, followerMetrics }: PageShape, captures: LiveCaptures): Page;
    /** Rows, those of replicas that have left included. */
    get rowCount(): number;
    /** Followers of all rows together. */
    get followerCount(): number;
    /** Orders pages. Only to be asked of a page with rows. */
    get firstKey(): number;
    /** The slot of the replica in a row; undefined when it has left. */
    slotAt(row: number): number | undefined;
    /** Adds a row without lines for a replica and returns which one it is. */
    insertRow(key: number, slot: number): number;
    /** Notes that the replica in `slot` has left. Its lines stay until {@link Page.removeGoneRows}. */
    markGone(slot: number): void;
    /** Removes the rows of replicas that have left, with their lines. */
    removeGoneRows(): void;
    /** The first line of a row in the follower blocks. */
    followerStart(row: number): number;
    /** The line behind the last one of a row in the follower blocks. */
    followerEnd(row: number): number;
    /** Whose line of the follower blocks this is; only to be asked of a line that is there. */
    followerAt(line: number): number;
    /** Followers of a row, those included whose lines are empty. */
    followerCountOf(row: number): number;
    /**
     * Makes the followers of a row these, with these lines, in one go: one by one, each would move all that stands behind it.
     *
     * @param followerIds - ascending.
     * @param lines - one for each follower block, with a line for each follower.
     */
    replaceFollowers(row: number, followerIds: readonly number[], lines: readonly LineDraft[]): void;
    /** Makes the lines of all followers of a row empty. */
    clearFollowers(row: number, emptyLines: LineDraft): void;
    /** Moves the rows from `row` on to a page of their own, which is returned. */
    splitOff(row: number): Page;
}
