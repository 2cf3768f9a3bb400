import { hash } from "@node-rs/bcrypt";

import type { HardRun } from "../hard-run";
import { verdict } from "../hard-run";
import { ExporterProgram } from "../program/exporter-program";
import { counted, standUnder } from "../stand-under";

const CONNECTIONS = 64;
const PASSWORD = "the-password-of-the-good-scraper";
/** What `htpasswd -B` and the exporter toolkit's documentation use. */
const BCRYPT_COST = 10;

/** Each guess costs a core for tens of milliseconds, if it is let. */
export const PASSWORD_FLOOD: HardRun = {
  name: "password-flood",
  title: "Floods of wrong passwords",
  thrown: ({ seconds }) =>
    `${CONNECTIONS} clients that guess passwords (bcrypt, cost ${BCRYPT_COST}) as fast as they are answered and for ${seconds} s, ` +
    "of a user that there is and of users that there are not. The witness has the right password.",
  isQuick: true,
  run: async (hardness) => {
    const exporter = await ExporterProgram.start({
      config: { auth: { users: { prometheus: ["admin"] } } },
      webConfig: { basic_auth_users: { prometheus: await hash(PASSWORD, BCRYPT_COST) } },
    });
    try {
      const credentials = Buffer.from(`prometheus:${PASSWORD}`).toString("base64");
      const { findings, counts } = await standUnder(exporter, {
        attacks: [["password-flood", CONNECTIONS]],
        hardness,
        witness: { headers: { authorization: `Basic ${credentials}` } },
      });
      const { 401: wrong = 0, 429: busy = 0, ...others } = counts["password-flood"] ?? {};
      return {
        findings: [
          ...findings,
          verdict(
            "every guess is answered 401, or 429 when too many wait",
            wrong > 0 && Object.keys(others).length === 0,
            JSON.stringify({ 401: wrong, 429: busy, ...others }),
          ),
          ...counted({ "guesses that were checked, per second": Math.round(wrong / hardness.seconds) }),
        ],
      };
    } finally {
      await exporter.remove();
    }
  },
};
