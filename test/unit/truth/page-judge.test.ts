import { PageJudge } from "../../../truth/judge/page-judge";
import type { TrueCause } from "../../../truth/judge/page-judge";

const LINK: TrueCause = {
  kind: "link_cut",
  regions: new Set(["us-east", "eu-west"]),
  mayNameNone: false,
  isPaged: true,
  isTold: true,
  startMs: 100_000,
  toldFromMs: 100_000,
  endMs: 300_000,
};

/** A message to the pager about one group; without alerts it says that all is over. */
function message(atMs: number, ...firing: Readonly<Record<string, string>>[]) {
  return { receiver: "pager", groupKey: "group", atMs, firing, resolved: [] };
}

describe("PageJudge", () => {
  test.each([
    ["right when it names an end of the link", 200_000, { region: "eu-west" }, "right"],
    ["right when it names both ends", 200_000, { region: "eu-west", peer: "us-east" }, "right"],
    ["of a wrong region when it names a third one", 200_000, { region: "ap-south" }, "wrong_region"],
    [
      "of a wrong region when it names a third one beside an end",
      200_000,
      { region: "us-east", peer: "ap-south" },
      "wrong_region",
    ],
    ["nameless when it names nobody", 200_000, {}, "nameless"],
    ["unneeded before the cause", 99_000, { region: "eu-west" }, "unneeded"],
    ["unneeded after it", 336_000, { region: "eu-west" }, "unneeded"],
  ] as const)("calls a page %s", (_, atMs, labels, verdict) => {
    const judge = new PageJudge();
    judge.take(message(atMs, labels), false);
    expect(judge.judged([LINK]).pages).toMatchObject([{ verdict }]);
  });

  test("counts how long a cause lasts from when heartbeats have told enough of it", () => {
    const judge = new PageJudge();
    judge.take(message(200_000, { region: "eu-west" }), false);
    expect(judge.judged([{ ...LINK, toldFromMs: 250_000 }]).causes).toMatchObject([
      { durationMs: 50_000, pagedAfterMs: 100_000 },
    ]);
  });

  test("calls a page unneeded when what it tells of heals within a minute", () => {
    const judge = new PageJudge();
    judge.take(message(140_000, { region: "eu-west" }), false);
    expect(judge.judged([{ ...LINK, endMs: 160_000 }]).pages).toMatchObject([{ verdict: "unneeded" }]);
  });

  test("counts a page once however often it is updated, and again once it was over", () => {
    const judge = new PageJudge();
    judge.take(message(150_000, { region: "eu-west" }), false);
    judge.take(message(170_000, { region: "us-east" }), false);
    judge.take(message(320_000), false);
    judge.take(message(350_000, { region: "us-east" }), false);
    const { pages, causes } = judge.judged([LINK]);
    expect(pages.map(({ verdict }) => verdict)).toEqual(["right", "unneeded"]);
    expect(judge.messages).toBe(4);
    expect(causes).toMatchObject([{ pagedAfterMs: 50_000, resolvedAfterMs: undefined }]);
  });

  test("tells how long after the end of a cause its own pages were over, and not those of another cause", () => {
    const judge = new PageJudge();
    const shard = {
      ...LINK,
      kind: "no_leader",
      regions: new Set<string>(),
      mayNameNone: true,
      endMs: 900_000,
    };
    judge.take({ ...message(150_000, { region: "eu-west" }), groupKey: "link" }, false);
    judge.take({ ...message(160_000, {}), groupKey: "shard" }, false);
    judge.take({ ...message(340_000), groupKey: "link" }, false);
    judge.take({ ...message(950_000), groupKey: "shard" }, false);
    expect(judge.judged([LINK, shard]).causes).toMatchObject([
      { resolvedAfterMs: 40_000 },
      { resolvedAfterMs: 50_000 },
    ]);
  });

  test("tells how long after the end a page was over", () => {
    const judge = new PageJudge();
    judge.take(message(150_000, { region: "eu-west" }), false);
    judge.take(message(345_000), false);
    expect(judge.judged([LINK]).causes).toMatchObject([{ resolvedAfterMs: 45_000 }]);
  });

  test("takes no page of one of two causes for the other's", () => {
    const judge = new PageJudge();
    judge.take(message(150_000, { region: "eu-west" }), false);
    const other = { ...LINK, kind: "region_killed", regions: new Set(["ap-south"]) };
    const { causes } = judge.judged([LINK, other]);
    expect(causes.map(({ pagedAfterMs }) => pagedAfterMs)).toEqual([50_000, undefined]);
  });

  test("counts what is called over while nobody can see it", () => {
    const judge = new PageJudge();
    judge.take(message(150_000, { region: "eu-west" }), false);
    judge.take(message(200_000), true);
    expect(judge.resolvedWhileBlind).toBe(1);
  });

  test("leaves aside what other receivers get", () => {
    const judge = new PageJudge();
    judge.take({ ...message(150_000, { region: "eu-west" }), receiver: "quiet" }, false);
    expect(judge.messages).toBe(0);
  });
});
