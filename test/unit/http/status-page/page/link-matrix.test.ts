import { takeAllSteps } from "../../../../../src/domain/columns/take-all-steps";
import type { ReplicaSnapshot } from "../../../../../src/domain/terms/cluster-snapshot";
import { linkMatrix } from "../../../../../src/http/status-page/page/link-matrix";
import {
  clusterSnapshot,
  followerLag,
  regionSnapshot,
  replicaSnapshot,
} from "../../../../support/metrics/cluster-snapshot";

function leader(regionId: number, lags: Readonly<Record<number, number>>): ReplicaSnapshot {
  return replicaSnapshot({
    regionId,
    followers: Object.entries(lags).map(([id, lagSeconds]) =>
      followerLag({ followerId: Number(id), lagSeconds }),
    ),
  });
}

/** The cells of each row, its head first. */
function rows(replicas: readonly ReplicaSnapshot[]): readonly (readonly string[])[] {
  const regions = [regionSnapshot({ name: "us-east" }), regionSnapshot({ regionId: 1, name: "eu-west" })];
  const { source } = takeAllSteps(linkMatrix(clusterSnapshot({ regions, replicas }), 5));
  return source
    .split(/<tr>/)
    .slice(1)
    .map((row) =>
      [...row.matchAll(/<t[hd]([^>]*)>([^]*?)<\/t[hd]>/g)].map(([, attributes = "", text = ""]) => {
        const level = /lag (\w+)/.exec(attributes)?.[1];
        const words = text.replaceAll(/<[^>]*>/g, "").trim();
        return level === undefined ? words : `${level}: ${words}`;
      }),
    );
}

test("each pair of regions has its worst lag, and what is too much is said in a word as well", () => {
  expect(rows([leader(0, { 1: 2.4, 2: 3 }), leader(1, { 0: 5.1, 2: 0 })])).toEqual([
    ["leads ↓ follows →", "us-east", "eu-west", "2"],
    ["us-east", "", "good: 2.4 s", "close: 3.0 s"],
    ["eu-west", "bad: 5.1 s too much", "", "good: 0.0 s"],
  ]);
});

test("a region that does not follow another has no figure there", () => {
  expect(rows([leader(0, { 1: 0 }), leader(2, { 1: 0 })])[1]).toEqual(["us-east", "good: 0.0 s"]);
  expect(rows([leader(0, { 1: 0 }), leader(1, { 2: 0 })])[2]).toEqual(["eu-west", "", "good: 0.0 s"]);
});

test("of very many regions those that trail most are shown, and that it is so", () => {
  const lags = Object.fromEntries(Array.from({ length: 40 }, (_, id) => [id + 1, id]));
  const { source } = takeAllSteps(linkMatrix(clusterSnapshot({ replicas: [leader(0, lags)] }), 5));
  expect(source.match(/<th scope="col">/g)).toHaveLength(16);
  expect(source).toContain('<th scope="col">40</th>');
  expect(source).toContain("Of very many regions the 16 that trail most.");
});

test("without followers it says why there is nothing", () => {
  expect(takeAllSteps(linkMatrix(clusterSnapshot(), 5)).source).toContain("says anything about followers");
});
