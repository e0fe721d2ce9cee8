import { execFileSync } from "node:child_process";

/** What openssl prints. Throws where it fails. */
export function openssl(args: readonly string[], input = ""): string {
  return execFileSync("openssl", args, { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
}

/** A certificate as text, without what differs from run to run: serial number, times, keys, signature. */
export function certificateText(pem: string): string {
  const options = "no_serial,no_validity,no_pubkey,no_sigdump";
  return openssl(["x509", "-noout", "-text", "-certopt", options], pem)
    .replaceAll(/([0-9A-F]{2}:){19}[0-9A-F]{2}/gu, "<key id>")
    .replaceAll(/ +$/gmu, "");
}
