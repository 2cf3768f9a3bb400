import { REHEARSAL_SPEED, REHEARSAL_WATCH, rehearsalOptions } from "../../support/bundle/alert-rehearsal";
import { RedundantStack } from "../../support/bundle/redundant-stack";
import { describeWithProgram } from "../../support/programs/describe-with-program";
import { eventually } from "../../support/programs/eventually";
import { WatchedCluster } from "../../support/programs/watched-cluster";
import { REDUNDANT_STORIES } from "./redundant-stories";
import type { RedundantStage, RedundantStory } from "./redundant-stories";

const START_DEADLINE_MS = 120_000;
const RESOLVE_DEADLINE_MS = 90_000;
const PLAY_DEADLINE_MS = 280_000;
/** Nobody is told anything of a cluster that is well; and nothing comes after the page that closes the last one. */
const QUIET_MS = 5_000;

describeWithProgram(
  "prometheus-alertmanager",
  "Two control planes, two Prometheus, two Alertmanagers",
  () => {
    const stages = new Map<RedundantStory, RedundantStage>();
    const performances = new Map<RedundantStory, Promise<void>>();

    async function perform({ name, happens }: RedundantStory, stage: RedundantStage): Promise<void> {
      const { cluster, stack, inbox } = stage;
      for (const prometheus of stack.prometheis) {
        await eventually(`both exporters of ${name} know all regions`, START_DEADLINE_MS, async () => {
          const healthy = await prometheus.query('tidaldb_region_health{state="healthy"} == 1');
          return healthy.length === 3 * cluster.addresses.length ? true : undefined;
        });
      }
      await pass(QUIET_MS);
      await happens(stage);
      await inbox.allResolved(RESOLVE_DEADLINE_MS);
      await pass(QUIET_MS);
    }

    beforeAll(async () => {
      // One after the other: programs that start all at once keep each other's heartbeats waiting.
      for (const story of REDUNDANT_STORIES) {
        const cluster = await WatchedCluster.start({ ...REHEARSAL_WATCH, shardsPerRegion: 3 }, 2);
        const targets = cluster.addresses.map((address) => ({ address, cluster: story.name }));
        const stack = await RedundantStack.start(rehearsalOptions(), REHEARSAL_SPEED, targets);
        const stage = { cluster, stack, inbox: stack.inbox.about(story.name) };
        stages.set(story, stage);
        const performance = perform(story, stage);
        performances.set(story, performance);
        // Each is awaited by its own test; until then a failure is not one that nobody handles.
        performance.catch(() => undefined);
      }
    }, START_DEADLINE_MS);

    afterAll(async () => {
      await Promise.all([...stages.values()].flatMap(({ cluster, stack }) => [cluster.stop(), stack.stop()]));
    }, START_DEADLINE_MS);

    test.each(REDUNDANT_STORIES)(
      "$title",
      async (story) => {
        const failure: unknown = await performances.get(story)?.catch((error: unknown) => error);
        const { inbox, stack } = stages.get(story) ?? { inbox: undefined, stack: undefined };

        // What was paged tells more than a deadline.
        expect(inbox?.paged.map((line) => line.replace(`${story.name}: `, ""))).toEqual(story.paged);
        expect(failure).toBeUndefined();
        // That somebody watches was told all the while.
        expect(stack?.inbox.signsOfLife.length).toBeGreaterThan(1);
      },
      PLAY_DEADLINE_MS,
    );
  },
);

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
