export interface LockHolder {
  readonly pid: number;
  readonly command: string;
  /** RFC 3339. */
  readonly since: string;
}

/** One run at a time on a host. */
export interface HostLock {
  /** The lock until `release`, or who holds it. */
  take(
    command: string,
  ): Promise<
    | { readonly kind: "taken"; release(): Promise<void> }
    | { readonly kind: "held"; readonly by: LockHolder | undefined }
  >;
}
