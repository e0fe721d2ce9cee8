export interface InterfaceAddress {
  readonly interface: string;
  /** Without its prefix length and zone. */
  readonly address: string;
  readonly family: 4 | 6;
}

/** Addresses of the interfaces that are up, in the kernel's order. */
export interface NetworkInterfaces {
  addresses(): readonly InterfaceAddress[];
}
