import { REHEARSAL_SPEED, REHEARSAL_WATCH, rehearsalOptions } from "../../support/bundle/alert-rehearsal";
import { AlertingStack } from "../../support/bundle/alerting-stack";
import { allHealthy, pass, Performances } from "../../support/bundle/performances";
import { describeWithProgram } from "../../support/programs/describe-with-program";
import { WatchedCluster } from "../../support/programs/watched-cluster";
import { ONE_CAUSE_STORIES } from "./one-cause-stories";
import type { OneCauseStory } from "./one-cause-stories";

const START_DEADLINE_MS = 120_000;
const RESOLVE_DEADLINE_MS = 90_000;
const PLAY_DEADLINE_MS = 280_000;
/** Nobody is told anything of a cluster that is well; and nothing comes after the page that closes the last one. */
const QUIET_MS = 15_000;

describeWithProgram("prometheus-alertmanager", "One cause, one page", () => {
  const clusters = new Map<OneCauseStory, WatchedCluster>();
  const performances = new Performances<OneCauseStory>();
  let stack: AlertingStack;

  async function perform(
    { name, breaks, exporterCount = 1 }: OneCauseStory,
    cluster: WatchedCluster,
  ): Promise<void> {
    const inbox = stack.inbox.about(name);
    await allHealthy(stack.prometheus, name, 3 * exporterCount);
    await pass(QUIET_MS);
    expect(inbox.paged).toEqual([]);
    await breaks({ cluster, inbox });
    await cluster.repair();
    await inbox.allResolved(RESOLVE_DEADLINE_MS);
    await pass(QUIET_MS);
  }

  beforeAll(async () => {
    // One after the other: programs that start all at once keep each other's heartbeats waiting.
    for (const story of ONE_CAUSE_STORIES) {
      clusters.set(
        story,
        await WatchedCluster.start({ ...REHEARSAL_WATCH, shardsPerRegion: 3 }, story.exporterCount),
      );
    }
    const targets = [...clusters].flatMap(([{ name }, { addresses }]) =>
      addresses.map((address) => ({ address, cluster: name })),
    );
    stack = await AlertingStack.start(rehearsalOptions(), REHEARSAL_SPEED, targets);
    for (const [story, cluster] of clusters) performances.begin(story, perform(story, cluster));
  }, START_DEADLINE_MS);

  afterAll(async () => {
    await Promise.all([...clusters.values()].map((cluster) => cluster.stop()));
    await stack.stop();
  }, START_DEADLINE_MS);

  test.each(ONE_CAUSE_STORIES)(
    "$title",
    async (story) => {
      const failure = await performances.failureOf(story);
      const { paged } = stack.inbox.about(story.name);

      // What was paged tells more than a deadline.
      expect(paged.map((line) => line.replace(`${story.name}: `, ""))).toEqual(story.paged);
      expect(failure).toBeUndefined();
    },
    PLAY_DEADLINE_MS,
  );
});
