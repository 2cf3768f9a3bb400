import { formatProblems } from "../../../src/strict-yaml/config-problem";
import { loadWebConfig } from "../../../src/web-config/load-web-config";
import { WEB_CONFIG_FIXTURES, WebConfigFolder } from "../../support/tls/web-config-fixtures";

let folder: WebConfigFolder;

beforeAll(async () => {
  folder = await WebConfigFolder.create();
});

afterAll(async () => {
  await folder.remove();
});

/** Everything that is wrong with a fixture, one line each, without the path of the folder's own file. */
async function problemsOf(name: string): Promise<string> {
  const { result } = await loadWebConfig(folder.file(name));
  return formatProblems(result.ok ? [] : result.problems);
}

test("every fixture says by its name whether it is good", () => {
  expect(WEB_CONFIG_FIXTURES.filter((name) => !/\.(good|bad)\.yml$/.test(name))).toEqual([]);
});

test.each(WEB_CONFIG_FIXTURES.filter((name) => name.endsWith(".good.yml")))(
  "%s has no problem",
  async (name) => {
    expect(await problemsOf(name)).toBe("");
  },
);

test.each(WEB_CONFIG_FIXTURES.filter((name) => name.endsWith(".bad.yml")))(
  "%s has the problem that its first line names, in a line and a column, and no other",
  async (name) => {
    const problems = await problemsOf(name);
    expect(problems).toContain(await folder.expectedMessage(name));
    expect(problems).toMatch(/^\S+\.bad\.yml:\d+:\d+: [^\n]+\n$/);
  },
);
