import { describe, expect, it } from "vitest";
import { printConfiguration } from "../../../src/config/print-configuration.ts";
import { INIT, KUBELET, validly } from "./configured.ts";

const KEY = "e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204";
const TEXT = `${INIT}certificateKey: ${KEY}\nbootstrapTokens: [{token: abcdef.0123456789abcdef}]\n`;

describe("printConfiguration", () => {
  it("writes the defaults out", async () => {
    const { cluster, node, tool } = validly("");
    const printed = printConfiguration(cluster, node, { revealTokens: false, tool });
    await expect(printed).toMatchFileSnapshot("printed/defaults.txt");
  });

  it("keeps secrets to itself unless asked", () => {
    const { cluster, node } = validly(TEXT);
    const hidden = printConfiguration(cluster, node, { revealTokens: false });
    expect(hidden).not.toContain("0123456789abcdef");
    expect(hidden).not.toContain(KEY);
    const shown = printConfiguration(cluster, node, { revealTokens: true });
    expect(shown).toContain("token: abcdef.0123456789abcdef");
    expect(shown).toContain(KEY);
  });

  it("prints what YAML 1.1 reads as the same text", () => {
    const value = "a\u0085b\u2028c\u007f";
    const { cluster, node } = validly(
      `${KUBELET}providerID: ${JSON.stringify(value).replace("\u007f", "\\x7f")}\npodCIDR: "yes"\n`,
    );
    const printed = printConfiguration(cluster, node, { revealTokens: false });
    expect(printed).toContain('providerID: "a\\u0085b\\u2028c\\u007f"');
    expect(printed).toContain('podCIDR: "yes"');
  });
});
