import { loadNatsPackages, MissingNatsPackageError } from "../../../src/nats/nats-packages";

describe("The clients of NATS", () => {
  test("that are not installed are named, with what to do", () => {
    const missing = Object.assign(new Error("Cannot find module '@nats-io/kv'"), {
      code: "MODULE_NOT_FOUND",
    });
    const load = (): never => {
      throw missing;
    };

    expect(() => loadNatsPackages(load)).toThrow(MissingNatsPackageError);
    expect(() => loadNatsPackages(load)).toThrow(
      /npm install @nats-io\/transport-node@3\.4\.0 @nats-io\/jetstream@3\.4\.0 @nats-io\/kv@3\.4\.0/,
    );
  });

  test("that break while they load are not called missing", () => {
    const broken = new Error("out of luck");

    expect(() =>
      loadNatsPackages(() => {
        throw broken;
      }),
    ).toThrow(broken);
  });

  test("are asked for in the version that package.json names", () => {
    const { devDependencies, peerDependencies } = jest.requireActual<{
      devDependencies: Record<string, string>;
      peerDependencies: Record<string, string>;
    }>("../../../package.json");
    for (const name of ["transport-node", "jetstream", "kv"]) {
      expect(devDependencies[`@nats-io/${name}`]).toBe("3.4.0");
      expect(peerDependencies[`@nats-io/${name}`]).toBe("3.4.0");
    }
  });
});
