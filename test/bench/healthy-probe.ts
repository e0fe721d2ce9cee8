/**
 * A program for Node that asks each component every 20 ms, prints the time at which all of them were healthy, in
 * milliseconds since 1970, and ends. It makes /run/probing when it has begun.
 */
export const HEALTHY_PROBE = `
import { writeFileSync } from "node:fs";
import { get } from "node:http";
import { Agent, get as getTls } from "node:https";
import { networkInterfaces } from "node:os";

const address = networkInterfaces().eth0.find(({ family }) => family === "IPv4").address;
const agent = new Agent({ rejectUnauthorized: false });
const endpoints = [
  "http://127.0.0.1:2381/readyz",
  "https://" + address + ":6443/readyz",
  "https://127.0.0.1:10257/healthz",
  "https://127.0.0.1:10259/readyz",
  "http://127.0.0.1:10248/healthz",
];

function isHealthy(url) {
  return new Promise((resolve) => {
    const answer = (response) => resolve(response.resume().statusCode === 200);
    const request = url.startsWith("https") ? getTls(url, { agent }, answer) : get(url, answer);
    request.setTimeout(1000, () => request.destroy()).on("error", () => resolve(false));
  });
}

writeFileSync("/run/probing", "");
const waiting = new Set(endpoints);
while (waiting.size > 0) {
  for (const url of [...waiting]) {
    if (await isHealthy(url)) {
      waiting.delete(url);
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
console.log(Date.now());
process.exit(0);
`;
