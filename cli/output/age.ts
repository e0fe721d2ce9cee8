/** 5s, 3m, 2h, 4d: enough to see whether something just restarted. */
export function age(ms: number): string {
  const secondsOld = Math.max(0, Math.floor(ms / 1000));
  const units = [
    { size: 86_400, name: "d" },
    { size: 3_600, name: "h" },
    { size: 60, name: "m" },
  ];
  const unit = units.find(({ size }) => secondsOld >= size);
  return unit === undefined ? `${secondsOld}s` : `${Math.floor(secondsOld / unit.size)}${unit.name}`;
}
