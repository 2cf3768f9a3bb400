import type { HardRun } from "./hard-run";
import { CLOCK_STEPS } from "./runs/clock-steps";
import { COMPRESSED_LIFE } from "./runs/compressed-life";
import { DESCRIPTORS_USED_UP } from "./runs/descriptors-used-up";
import { FULL_DISK } from "./runs/full-disk";
import { IDLE_CONNECTIONS } from "./runs/idle-connections";
import { KILLED_EXPORTERS } from "./runs/killed-exporters";
import { KILLED_WRITERS } from "./runs/killed-writers";
import { LOG_DISK_FULL_AND_READER_GONE } from "./runs/log-disk-full-and-reader-gone";
import { MADE_UP_REGIONS } from "./runs/made-up-regions";
import { LARGEST_RELOAD } from "./runs/largest-reload";
import { PAGE_OPEN_FOR_AN_HOUR } from "./runs/page-open-for-an-hour";
import { PASSWORD_FLOOD } from "./runs/password-flood";
import { REJECTED_FLOOD } from "./runs/rejected-flood";
import { SEVERAL_CONTROL_PLANES } from "./runs/several-control-planes";
import { SIXTY_SLOW_READERS } from "./runs/sixty-slow-readers";
import { SLOW_READERS } from "./runs/slow-readers";
import { SLOW_SENDERS } from "./runs/slow-senders";
import { STOP_IN_THE_MIDDLE } from "./runs/stop-in-the-middle";
import { STOP_SIGNAL } from "./runs/stop-signal";

/** Every run, in the order in which they are made and reported. */
export const HARD_RUNS: readonly HardRun[] = [
  SLOW_SENDERS,
  SLOW_READERS,
  SIXTY_SLOW_READERS,
  IDLE_CONNECTIONS,
  REJECTED_FLOOD,
  PASSWORD_FLOOD,
  MADE_UP_REGIONS,
  LARGEST_RELOAD,
  FULL_DISK,
  LOG_DISK_FULL_AND_READER_GONE,
  DESCRIPTORS_USED_UP,
  STOP_IN_THE_MIDDLE,
  STOP_SIGNAL,
  CLOCK_STEPS,
  KILLED_WRITERS,
  KILLED_EXPORTERS,
  SEVERAL_CONTROL_PLANES,
  COMPRESSED_LIFE,
  PAGE_OPEN_FOR_AN_HOUR,
];
