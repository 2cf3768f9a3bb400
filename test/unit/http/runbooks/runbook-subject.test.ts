import { withSubject } from "../../../../src/http/runbooks/runbook-subject";

describe("a runbook with the labels of its alert", () => {
  const LABELS = { cluster: "prod", region: "eu-west", peer: "us-east", shard: "7" };

  test.each([
    [
      "in the quotes of a query",
      'm{cluster="CLUSTER",region="REGION"}',
      'm{cluster="prod",region="eu-west"}',
    ],
    ["the other end of a link", 'm{peer="PEER"}', 'm{peer="us-east"}'],
    ["a shard", 'm{shard="SHARD"}', 'm{shard="7"}'],
    ["where a shell sets it", "   REGION=eu-south\n   SHARD=5", "   REGION=eu-west\n   SHARD=7"],
    ["where a shell uses it: not", 'curl "$EXPORTER/health.json?region=$REGION"', undefined],
    ["in prose: not", "Put the labels of the page in the place of CLUSTER and the others.", undefined],
  ])("%s", (_, text, filled) => {
    expect(withSubject(text, LABELS)).toBe(filled ?? text);
  });

  test.each([
    [
      "a label that the link does not give stays a word to be replaced",
      {},
      'm{region="REGION"}\nREGION=eu-west',
    ],
    ["a quote ends no string of a query", { region: 'a"b' }, `m{region="a\\"b"}\nREGION='a"b'`],
    [
      "a quote and a command end no word of a shell",
      { region: "a'$(id)" },
      `m{region="a'$(id)"}\nREGION='a'\\''$(id)'`,
    ],
    ["what looks like a replacement pattern is none", { region: "$&" }, `m{region="$&"}\nREGION='$&'`],
  ])("%s", (_, labels, filled) => {
    expect(withSubject('m{region="REGION"}\nREGION=eu-west', { cluster: "prod", ...labels })).toBe(filled);
  });
});
