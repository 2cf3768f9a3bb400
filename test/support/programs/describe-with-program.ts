/**
 * `describe` for tests that need a program which npm does not bring. They fail where it is missing: a suite that skips
 * itself is never missed. Who knows that a machine lacks a program says so: `E2E_WITHOUT="prometheus cargo"`.
 */
export function describeWithProgram(program: string, name: string, tests: () => void): void {
  const without = (process.env["E2E_WITHOUT"] ?? "").split(/[ ,]+/);
  if (without.includes(program)) describe.skip(`${name} (skipped: E2E_WITHOUT names ${program})`, tests);
  else describe(name, tests);
}
