/** The minor version in v1.37.2; undefined where the text is no such version. */
export function kubernetesMinor(version: string): number | undefined {
  const minor = /^v?1\.(?<minor>\d+)\./u.exec(version)?.groups?.["minor"];
  return minor === undefined ? undefined : Number(minor);
}
