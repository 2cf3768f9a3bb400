import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

const DEFAULT_EXPORT = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports only: one name for one thing everywhere.",
};

const MODULE_STATE = {
  selector: ":matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind!='const']",
  message: "No state in a module: two control planes in one process, or two tests, would share it.",
};

const CURRENT_TIME = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: "Time is an argument here: take a Clock, or the time itself.",
};

/** What the pure folders may not name, with what to do instead. */
const IMPURE_PROPERTIES = [
  { object: "Date", property: "now", message: "Time is an argument here: take a Clock, or the time itself." },
  {
    object: "Math",
    property: "random",
    message: "Chance is an argument here: the same input gives the same output.",
  },
];

const IMPURE_GLOBALS = [
  { name: "performance", message: "Time is an argument here: take a Clock, or the time itself." },
  { name: "process", message: "This code knows no process: what it needs comes in as an argument." },
  ...["setTimeout", "setInterval", "crypto", "console", "fetch", "globalThis"].map((name) => ({
    name,
    message: "This code has no effects: whoever calls it waits, draws, prints and fetches.",
  })),
];

const PROCESS_EXIT = {
  object: "process",
  property: "exit",
  message: "Only main.ts ends the process: return an exit code, or throw.",
};

const OWN_NUMBER_OF_RUNS = {
  selector:
    "CallExpression[callee.object.name='fc'][callee.property.name='assert']:not([arguments.1.callee.name='propertyRuns']):not([arguments.1.name='runs'])",
  message: "Give it propertyRuns(): few runs in npm test, all in .ci/run, from one seed.",
};

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-syntax": ["error", DEFAULT_EXPORT],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // There is no enum here, and to look for one in every assignment is a tenth of the whole.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", DEFAULT_EXPORT, MODULE_STATE],
      "no-restricted-properties": ["error", PROCESS_EXIT],
    },
  },
  {
    files: ["src/domain/**/*.ts", "src/metrics/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", DEFAULT_EXPORT, MODULE_STATE, CURRENT_TIME],
      "no-restricted-properties": ["error", ...IMPURE_PROPERTIES],
      "no-restricted-globals": ["error", ...IMPURE_GLOBALS],
    },
  },
  {
    // Replicas are kept in typed arrays, by indices that are in range. A fallback for one that is not would hide the mistake,
    // and be a branch that no test can reach.
    files: ["src/domain/**/*.ts", "truth/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["test/**/*.ts", "reference-cluster/test/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", DEFAULT_EXPORT, OWN_NUMBER_OF_RUNS],
      // Another tenth. What stands in for a class in a test is what the compiler takes for it.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
    },
  },
  {
    // The program.
    files: ["src/main.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    // Programs for a terminal: what they print is their result.
    files: ["scripts/**/*.ts", "bench/**/*.ts", "truth/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
  {
    files: ["**/*.cjs", "**/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { module: "writable", require: "readonly", __dirname: "readonly" },
    },
  },
  prettier,
);
