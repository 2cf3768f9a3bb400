import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
  DASHBOARD_PACKAGE,
  DASHBOARD_PACKAGE_VERSION,
  loadBundleWriter,
} from "../../../src/cli/load-bundle-writer";

/** What Node throws when it does not find a module. */
const notFound = (request: string): Error =>
  Object.assign(new Error(`Cannot find module '${request}'\nRequire stack:\n- bundle.js`), {
    code: "MODULE_NOT_FOUND",
  });

const throwing = (error: Error) => (): never => {
  throw error;
};

test("where the package of the dashboards is installed, the bundle can be written", () => {
  expect(loadBundleWriter()).toEqual({ ok: true, value: expect.any(Function) as unknown });
});

test.each([DASHBOARD_PACKAGE, `${DASHBOARD_PACKAGE}/dashboard`])(
  "without %s the text names the package, its version and what to do",
  (request) => {
    expect(loadBundleWriter(throwing(notFound(request)))).toEqual({
      ok: false,
      text:
        "bundle: @grafana/grafana-foundation-sdk is not installed, and the dashboards are made with it; run " +
        `\`npm install @grafana/grafana-foundation-sdk@${DASHBOARD_PACKAGE_VERSION}\` where tidaldb-exporter is installed ` +
        "(with --global if that is global), then this again\n",
    });
  },
);

test.each([
  ["another package that is missing", notFound("yaml")],
  ["a defect while loading", new TypeError("x is not a function")],
])("%s is thrown as it is", (_, error) => {
  expect(() => loadBundleWriter(throwing(error))).toThrow(error);
});

test("the version in the text is the one that package.json tests and accepts", () => {
  const { devDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8"),
  ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  expect(devDependencies?.[DASHBOARD_PACKAGE]).toBe(DASHBOARD_PACKAGE_VERSION);
  expect(peerDependencies?.[DASHBOARD_PACKAGE]).toBe(DASHBOARD_PACKAGE_VERSION);
});
