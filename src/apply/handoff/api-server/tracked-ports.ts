const SERVICE_PORT = 443;

/** The ports that clients of the API connect to: the server's own, and that of the `kubernetes` Service. */
export function tracked(apiServerPort: number): readonly number[] {
  return [apiServerPort, SERVICE_PORT];
}
