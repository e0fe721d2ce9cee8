/** `port` with some of its methods replaced. */
export function withMethods<T extends object>(port: T, replaced: Partial<T>): T {
  return new Proxy(port, {
    get: (target, name) => {
      const owner: object = Object.hasOwn(replaced, name) ? replaced : target;
      const value: unknown = Reflect.get(owner, name);
      return typeof value === "function" ? value.bind(owner) : value;
    },
  });
}
