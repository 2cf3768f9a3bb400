import { REHEARSAL_SPEED, REHEARSAL_WATCH, rehearsalOptions } from "../../support/bundle/alert-rehearsal";
import { allHealthy, pass, Performances } from "../../support/bundle/performances";
import { RedundantStack } from "../../support/bundle/redundant-stack";
import { describeWithProgram } from "../../support/programs/describe-with-program";
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
    const performances = new Performances<RedundantStory>();

    async function perform({ name, happens }: RedundantStory, stage: RedundantStage): Promise<void> {
      const { cluster, stack, inbox } = stage;
      for (const prometheus of stack.prometheis)
        await allHealthy(prometheus, name, 3 * cluster.addresses.length);
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
        performances.begin(story, perform(story, stage));
      }
    }, START_DEADLINE_MS);

    afterAll(async () => {
      await Promise.all([...stages.values()].flatMap(({ cluster, stack }) => [cluster.stop(), stack.stop()]));
    }, START_DEADLINE_MS);

    test.each(REDUNDANT_STORIES)(
      "$title",
      async (story) => {
        const failure = await performances.failureOf(story);
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
