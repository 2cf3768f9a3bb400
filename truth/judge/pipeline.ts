/** What Alertmanager sends on: as much as the judge needs. */
export interface SentNotification {
  readonly receiver: string;
  readonly groupKey: string;
  readonly atMs: number;
  readonly firing: readonly Readonly<Record<string, string>>[];
  readonly resolved: readonly Readonly<Record<string, string>>[];
}

/** Scrapes go in, notifications come out. */
export interface Pipeline {
  /** @param text - undefined when the target did not answer. */
  scrape: (instance: string, text: string | undefined, atMs: number) => void;
  /** Evaluates all rules, and lets Alertmanager work until then. */
  evaluate: (atMs: number) => readonly SentNotification[];
}

/** Makes a pipeline of its own for each episode. */
export type PipelineFactory = () => Pipeline;
