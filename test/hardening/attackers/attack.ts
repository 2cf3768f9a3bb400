/** What an attack is told. Each reads what it needs. */
export interface AttackOptions {
  readonly port: number;
  /** Connections that it holds open at a time. */
  readonly connections: number;
  /** Tokens that are valid, for what has to be refused for another reason. */
  readonly tokens?: readonly string[];
}

/** Counts by what was counted. */
export type AttackCounts = Readonly<Record<string, number>>;

/** An attack that is under way. */
export interface Attack {
  /** Settles when it is at its full strength. */
  readonly underWay: Promise<void>;
  /** Closes every connection and tells what happened. */
  stop(): AttackCounts;
}

/** Another address of this machine: what is limited for each client must not hit the well-behaved ones beside it. */
export const ATTACKER_ADDRESS = "127.0.0.2";
