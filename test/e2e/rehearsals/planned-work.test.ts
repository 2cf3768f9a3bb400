import { buildDashboards } from "../../../src/bundle/dashboards/dashboard-files";
import { bundleOptions } from "../../../src/bundle/options/options";
import { REHEARSAL_SPEED, REHEARSAL_WATCH, rehearsalOptions } from "../../support/bundle/alert-rehearsal";
import { AlertingStack } from "../../support/bundle/alerting-stack";
import { PanelAnswers } from "../../support/bundle/panel-answers";
import { allHealthy, pass, Performances } from "../../support/bundle/performances";
import { describeWithProgram } from "../../support/programs/describe-with-program";
import { eventually } from "../../support/programs/eventually";
import { WatchedCluster } from "../../support/programs/watched-cluster";
import { pagedOf, PLANNED_WORK_STORIES } from "./planned-work-stories";
import type { PlannedWorkStory } from "./planned-work-stories";

const START_DEADLINE_MS = 120_000;
const RESOLVE_DEADLINE_MS = 90_000;
const PLAY_DEADLINE_MS = 280_000;
/** Longer than in other rehearsals: planned work takes a minute, in which a busy machine must not be taken for a fault. */
const WATCH = {
  ...REHEARSAL_WATCH,
  offlineAfterMs: 2 * REHEARSAL_WATCH.offlineAfterMs,
  degradedLagMs: 5 * REHEARSAL_WATCH.degradedLagMs,
  heartbeatIntervalMs: 2 * REHEARSAL_WATCH.heartbeatIntervalMs,
  changeable: true,
};
/** Nothing comes after what is expected. */
const QUIET_MS = 5_000;

describeWithProgram(
  "prometheus-alertmanager",
  "Planned work, and a partition with writes on both sides",
  () => {
    const rehearsal = rehearsalOptions();
    const { offlineAfterMs, degradedLagMs } = WATCH;
    const options = bundleOptions({
      ...rehearsal,
      thresholds: { ...rehearsal.thresholds, offlineAfterMs, degradedLagMs },
    });
    const clusters = new Map<PlannedWorkStory, WatchedCluster>();
    const performances = new Performances<PlannedWorkStory>();
    let stack: AlertingStack;

    async function perform({ name, happens }: PlannedWorkStory, cluster: WatchedCluster): Promise<void> {
      const { prometheus } = stack;
      const inbox = stack.inbox.about(name);
      const panels = new PanelAnswers(prometheus.url, buildDashboards(options), name);
      await allHealthy(prometheus, name, 3);
      await happens({ name, cluster, prometheus, inbox, panels });
      await allHealthy(prometheus, name, 3);
      await eventually(`every page of ${name} is closed`, RESOLVE_DEADLINE_MS, () => {
        const paged = pagedOf(inbox);
        const opened = paged.filter((line) => line.startsWith("trigger: "));
        return paged.length === 2 * opened.length ? true : undefined;
      });
      await pass(QUIET_MS);
    }

    beforeAll(async () => {
      // One after the other: programs that start all at once keep each other's heartbeats waiting.
      for (const story of PLANNED_WORK_STORIES) {
        clusters.set(story, await WatchedCluster.start({ ...WATCH, ...story.watch }));
      }
      const targets = [...clusters].map(([{ name }, { address }]) => ({ address, cluster: name }));
      stack = await AlertingStack.start(options, REHEARSAL_SPEED, targets);
      for (const [story, cluster] of clusters) performances.begin(story, perform(story, cluster));
    }, START_DEADLINE_MS);

    afterAll(async () => {
      await Promise.all([...clusters.values()].map((cluster) => cluster.stop()));
      await stack.stop();
    }, START_DEADLINE_MS);

    test.each(PLANNED_WORK_STORIES)(
      "$title",
      async (story) => {
        const failure = await performances.failureOf(story);
        const paged = pagedOf(stack.inbox.about(story.name)).map((line) =>
          line.replace(`${story.name}: `, ""),
        );
        const { length } = story.paged;

        // What was paged tells more than a deadline.
        expect(paged.slice(0, length)).toEqual(story.paged);
        expect(paged.slice(length).filter((line) => story.catchesUp?.test(line) !== true)).toEqual([]);
        expect(failure).toBeUndefined();
      },
      PLAY_DEADLINE_MS,
    );
  },
);
