/**
 * What the table of incidents says in a row, as numbers: the worse the higher, so that it sorts by them. First what loses data
 * or fails writes by itself, then the widest cause.
 */
export declare const INCIDENT_CODES: {
    readonly leader_conflict: 30;
    readonly nothing_heard: 29;
    readonly region_silent: 28;
    readonly region_isolated: 27;
    readonly region_not_shipping: 26;
    readonly region_behind: 25;
    readonly link: 24;
    readonly no_leader: 23;
    readonly replica_silent: 22;
    readonly replica_unstable: 21;
    readonly shard_behind: 20;
};
/** What the table says where no incident is to be told. */
export declare const VERDICT_CODES: {
    readonly not_listed: 13;
    readonly not_explained: 12;
    readonly not_seen: 11;
    readonly not_all_heard: 2;
    readonly nothing_wrong: 1;
};
