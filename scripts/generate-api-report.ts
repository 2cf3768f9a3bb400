import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const root = join(__dirname, "..");
/** Beside the sources, not below node_modules: what lies there counts as somebody else's. */
const declarations = mkdtempSync(join(root, ".api-declarations-"));
const reportFolder = join(root, "etc");

/** Writes the declarations that an installation would get. */
function declare(): void {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const flags = ["--emitDeclarationOnly", "--noCheck", "--sourceMap", "false", "--outDir", declarations];
  const { status } = spawnSync(process.execPath, [compiler, "--project", "tsconfig.build.json", ...flags], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0)
    throw new Error("the declarations could not be made; what the compiler said stands above");
}

/** They only compute public types from a table of ours, and say nothing of their own: nobody needs to name them. */
const COMPUTING =
  /"(RequiredReadings|OptionalReadings|RequiredFields|OptionalFields|ValuesOf|LimitEntry|NamesOf|HeartbeatField\w*|HEARTBEAT_FIELDS|OptionalU64s)"/;

const silent = { logLevel: ExtractorLogLevel.None };

/** Every exported name with its public signature, and an error for a type that no name is exported for. */
function configuration(): ExtractorConfig {
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(root, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(declarations, "index.d.ts"),
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          extends: join(root, "tsconfig.build.json"),
          include: [],
          files: [join(declarations, "index.d.ts")],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: "tidaldb-exporter",
        reportFolder,
        reportTempFolder: join(declarations, "report"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: silent,
          // A type that the public surface mentions and that nobody can name: export it, or do not mention it.
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.Error },
        },
        tsdocMessageReporting: { default: silent },
      },
    },
  });
}

try {
  declare();
  mkdirSync(reportFolder, { recursive: true });
  const { succeeded } = Extractor.invoke(configuration(), {
    localBuild: true,
    typescriptCompilerFolder: join(root, "node_modules", "typescript"),
    messageCallback: (message) => {
      if (message.messageId === "ae-forgotten-export" && COMPUTING.test(message.text)) {
        message.logLevel = ExtractorLogLevel.None;
      }
      // What changed is for the check of all generated files to tell; only errors are printed.
      if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
    },
  });
  if (!succeeded) process.exitCode = 1;
} finally {
  rmSync(declarations, { recursive: true });
}
