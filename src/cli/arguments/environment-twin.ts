import type { Option } from "commander";

const ENVIRONMENT_PREFIX = "TIDALDB_EXPORTER_";

/** The variables of a process. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Lets the environment say what no flag says. An empty variable says nothing: compose passes unset ones on like that. An
 * empty flag, which was written, is a mistake.
 */
export function withEnvironmentTwin(option: Option, env: Environment): Option {
  const twin = environmentTwin(option.long ?? "");
  return env[twin] === "" ? option : option.env(twin);
}

/** `--web.listen-address` is `TIDALDB_EXPORTER_WEB_LISTEN_ADDRESS` in the environment. */
function environmentTwin(flag: string): string {
  return ENVIRONMENT_PREFIX + flag.replace(/^--/, "").replace(/[.-]/g, "_").toUpperCase();
}
