import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeFixtureMaterials } from "./fixture-materials";
import type { InlineMaterials } from "./fixture-materials";

const FIXTURES = join(__dirname, "..", "..", "fixtures", "web-config");

/** Every fixture, good and bad, by the name of its file. */
export const WEB_CONFIG_FIXTURES = readdirSync(FIXTURES).sort();

/**
 * A copy of the web configurations among the fixtures, with the certificates and keys that they refer to, all of them new:
 * no private key is kept anywhere, and no certificate of a fixture ever ends.
 */
export class WebConfigFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(): Promise<WebConfigFolder> {
    const path = await mkdtemp(join(tmpdir(), "web-config-test-"));
    const materials = await writeFixtureMaterials(path);
    for (const file of WEB_CONFIG_FIXTURES) {
      const text = await readFile(join(FIXTURES, file), "utf8");
      await writeFile(join(path, file), withMaterials(text, materials));
    }
    return new WebConfigFolder(path);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** The message that the first line of a bad fixture asks for; `FOLDER` in it stands for the folder. */
  async expectedMessage(name: string): Promise<string> {
    const message = /^# (.+)\n/.exec(await readFile(this.file(name), "utf8"))?.[1];
    if (message === undefined) throw new Error(`${name}: its first line has to be a comment with a message`);
    return message.replaceAll("FOLDER", this.path);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true });
  }
}

/** Puts materials in the place of the words that stand for them, indented as the word is. */
function withMaterials(text: string, materials: InlineMaterials): string {
  return text.replaceAll(/^( +)(\w+_(?:CERT|KEY))$/gm, (line, indent: string, word: string) => {
    const pem = word in materials ? materials[word as keyof InlineMaterials] : undefined;
    return pem === undefined ? line : pem.trim().replaceAll(/^/gm, indent);
  });
}
