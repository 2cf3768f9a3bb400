import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- shared with the dependency rules, a CommonJS module
import rooms = require("./docs/rooms.cjs");
import { roomsMarkdown } from "./docs/rooms-markdown";

const DOCUMENT = join(__dirname, "..", "ARCHITECTURE.md");
const BEGIN = "<!-- Generated from scripts/docs/rooms.cjs by `npm run generate`. -->\n";
const END = "<!-- End of what is generated. -->\n";

const text = readFileSync(DOCUMENT, "utf8");
const from = text.indexOf(BEGIN) + BEGIN.length;
const to = text.indexOf(END);
if (from < BEGIN.length || to < from)
  throw new Error(`ARCHITECTURE.md: expected the lines ${BEGIN}and ${END}`);
writeFileSync(DOCUMENT, `${text.slice(0, from)}\n${roomsMarkdown(rooms.ROOMS)}\n${text.slice(to)}`);
