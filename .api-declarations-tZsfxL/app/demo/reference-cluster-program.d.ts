/** The program, for `fork`. */
export declare const REFERENCE_CLUSTER_PROGRAM: string;
/** What the exporter of a demo has to know of its cluster. */
export interface ReferenceClusterLayout {
    readonly regions: readonly {
        readonly regionId: number;
        readonly name: string;
    }[];
    readonly shards: readonly {
        readonly shardId: number;
        readonly regionId: number;
    }[];
}
/** Asks the reference cluster itself, so that its regions and shards are stated in one place. Loads nothing else of it. */
export declare function referenceClusterLayout(): Promise<ReferenceClusterLayout>;
